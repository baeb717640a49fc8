package sandstore.node.raft;

import com.alipay.sofa.jraft.conf.Configuration;
import com.alipay.sofa.jraft.conf.ConfigurationEntry;
import com.alipay.sofa.jraft.conf.ConfigurationManager;
import com.alipay.sofa.jraft.entity.EnumOutter.EntryType;
import com.alipay.sofa.jraft.entity.LogEntry;
import com.alipay.sofa.jraft.entity.LogId;
import com.alipay.sofa.jraft.entity.codec.LogEntryDecoder;
import com.alipay.sofa.jraft.entity.codec.LogEntryEncoder;
import com.alipay.sofa.jraft.entity.codec.v2.LogEntryV2CodecFactory;
import com.alipay.sofa.jraft.option.LogStorageOptions;
import com.alipay.sofa.jraft.storage.LogStorage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import sandstore.node.journal.QuarantinedException;
import sandstore.node.journal.RecordLog;
import sandstore.node.observe.Reporter;
import sandstore.proto.ConfigurationChanged;
import sandstore.proto.EntriesAppended;
import sandstore.proto.EntriesTruncated;
import sandstore.proto.Event;
import sandstore.proto.LogCompacted;
import sandstore.proto.TermRun;

/**
 * Raft's log in a {@link RecordLog}, which reports what happens to it once that is durable. One
 * thread of JRaft's makes all changes; any may read.
 */
final class RaftLogStorage implements LogStorage {
  private static final int MOST_NAMED = 100; // of the operations that a truncation discards

  private final RecordLog log;
  private final Path folder;
  private static final int FEW = 3;
  private static final int SMALL = 4 << 10;

  private final Reporter reporter;
  private final FailStop failStop;
  private final LogEntryEncoder encoder = LogEntryV2CodecFactory.getInstance().encoder();
  private final LogEntryDecoder decoder = LogEntryV2CodecFactory.getInstance().decoder();
  private final AtomicLong bytesAppended;
  private @Nullable Configuration reported;

  RaftLogStorage(RecordLog log, Path folder, Reporter reporter, FailStop failStop) {
    this.log = log;
    this.folder = folder;
    this.reporter = reporter;
    this.failStop = failStop;
    this.bytesAppended = new AtomicLong(log.bytes());
  }

  /** Since the log was new or {@link #snapshotTaken}. */
  long bytesSinceSnapshot() {
    return bytesAppended.get();
  }

  void snapshotTaken() {
    bytesAppended.set(0);
  }

  /** Tells JRaft which configurations the log has. */
  @Override
  public boolean init(LogStorageOptions options) {
    ConfigurationManager configurations = options.getConfigurationManager();
    for (long index = log.firstIndex(); index <= log.lastIndex(); index++) {
      LogEntry entry = getEntry(index);
      if (entry == null) {
        return false;
      }
      if (entry.getType() == EntryType.ENTRY_TYPE_CONFIGURATION) {
        configurations.add(configuration(entry));
      }
    }
    return true;
  }

  private static ConfigurationEntry configuration(LogEntry entry) {
    ConfigurationEntry conf = new ConfigurationEntry();
    conf.setId(new LogId(entry.getId().getIndex(), entry.getId().getTerm()));
    conf.setConf(new Configuration(entry.getPeers(), entry.getLearners()));
    if (entry.getOldPeers() != null) {
      conf.setOldConf(new Configuration(entry.getOldPeers(), entry.getOldLearners()));
    }
    return conf;
  }

  @Override
  public void shutdown() {
    try {
      log.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public long getFirstLogIndex() {
    return log.firstIndex();
  }

  /** 0 when empty, as JRaft has it. */
  @Override
  public long getLastLogIndex() {
    return log.lastIndex() < log.firstIndex() ? 0 : log.lastIndex();
  }

  @Override
  public @Nullable LogEntry getEntry(long index) {
    try {
      RecordLog.Entry entry = log.get(index);
      return entry == null ? null : decoder.decode(entry.payload());
    } catch (QuarantinedException e) {
      failStop.damaged(e);
      return null;
    } catch (IOException e) {
      failStop.diskFailed(folder, e);
      return null;
    }
  }

  @Override
  public long getTerm(long index) {
    return log.term(index);
  }

  @Override
  public boolean appendEntry(LogEntry entry) {
    return appendEntries(List.of(entry)) == 1;
  }

  @Override
  public int appendEntries(List<LogEntry> entries) {
    if (entries.isEmpty()) {
      return 0;
    }
    List<RecordLog.Entry> records = new ArrayList<>(entries.size());
    List<TermRun> terms = new ArrayList<>(1);
    long bytes = 0;
    long lastTerm = -1;
    for (LogEntry entry : entries) {
      LogId id = entry.getId();
      byte[] payload = encoder.encode(entry);
      bytes += payload.length;
      records.add(new RecordLog.Entry(id.getIndex(), id.getTerm(), payload));
      if (id.getTerm() != lastTerm) {
        lastTerm = id.getTerm();
        terms.add(TermRun.newBuilder().setFirst(id.getIndex()).setTerm(lastTerm).build());
      }
    }
    if (!change(() -> log.append(records))) {
      return 0;
    }
    bytesAppended.addAndGet(bytes);
    reporter.report(
        Event.newBuilder()
            .setEntriesAppended(
                EntriesAppended.newBuilder()
                    .setFirst(records.get(0).index())
                    .setLast(records.get(records.size() - 1).index())
                    .addAllTerms(terms)
                    .addAllOperations(named(entries, bytes))));
    entries.forEach(this::reportConfiguration);
    return entries.size();
  }

  /** Under load nobody reads their names. */
  private static List<String> named(List<LogEntry> entries, long bytes) {
    return entries.size() > FEW || bytes > SMALL
        ? List.of()
        : entries.stream().map(LogItems::words).toList();
  }

  private void reportConfiguration(LogEntry entry) {
    if (entry.getType() != EntryType.ENTRY_TYPE_CONFIGURATION) {
      return;
    }
    Configuration conf = new Configuration(entry.getPeers(), entry.getLearners());
    if (!conf.equals(reported)) {
      reported = conf;
      reporter.report(
          Event.newBuilder()
              .setConfigurationChanged(
                  ConfigurationChanged.newBuilder()
                      .setIndex(entry.getId().getIndex())
                      .addAllVoters(Peers.names(entry.getPeers()))
                      .addAllLearners(Peers.names(entry.getLearners()))));
    }
  }

  @Override
  public boolean truncateSuffix(long lastKept) {
    Event.Builder discarded = discarded(lastKept + 1);
    boolean done = change(() -> log.truncateSuffix(lastKept));
    if (done && discarded != null) {
      reporter.report(discarded);
    }
    return done;
  }

  /** Read before it is gone. */
  private Event.@Nullable Builder discarded(long from) {
    long first = Math.max(from, log.firstIndex());
    long last = log.lastIndex();
    if (first > last) {
      return null;
    }
    EntriesTruncated.Builder event = EntriesTruncated.newBuilder().setFirst(first).setLast(last);
    long term = -1;
    for (long index = first; index <= last; index++) {
      if (log.term(index) != term) {
        term = log.term(index);
        event.addTerms(TermRun.newBuilder().setFirst(index).setTerm(term));
      }
      LogEntry entry = index - first < MOST_NAMED ? getEntry(index) : null;
      if (entry != null) {
        event.addOperations(LogItems.words(entry));
      }
    }
    return Event.newBuilder().setEntriesTruncated(event);
  }

  @Override
  public boolean truncatePrefix(long firstKept) {
    long before = log.firstIndex();
    boolean done = change(() -> log.truncatePrefix(firstKept));
    if (done && log.firstIndex() > before) {
      reportCompacted();
    }
    return done;
  }

  /** The log contradicts a snapshot: all of it goes. */
  @Override
  public boolean reset(long nextIndex) {
    Event.Builder discarded = discarded(nextIndex);
    boolean done = change(() -> log.reset(nextIndex));
    if (done) {
      if (discarded != null) {
        reporter.report(discarded);
      }
      reportCompacted();
    }
    return done;
  }

  private void reportCompacted() {
    reporter.report(
        Event.newBuilder().setLogCompacted(LogCompacted.newBuilder().setFirst(log.firstIndex())));
  }

  private interface Change {
    void run() throws IOException;
  }

  private boolean change(Change change) {
    try {
      change.run();
      return true;
    } catch (IOException e) {
      failStop.diskFailed(folder, e);
      return false;
    }
  }
}
