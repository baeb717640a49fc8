package sandstore.lab.history;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import sandstore.lab.history.Operation.Outcome;
import sandstore.proto.Event;
import sandstore.proto.Failure;
import sandstore.proto.OperationFailed;
import sandstore.proto.OperationOk;
import sandstore.proto.OperationUnknown;

/**
 * What was done to files, as operations on registers: a path holds a content, or nothing. A put is
 * a write, a remove a write of nothing, a get or stat a read; what was not there is a read of
 * nothing; a compare-and-set that failed is a read of what it found. A content is known by its
 * SHA-256.
 *
 * <p>Taken apart: what befalls a folder befalls each path below it that is spoken of anywhere. Left
 * out: folders themselves, parts of files, answers that were asked to be old, and whatever failed
 * in a way that says nothing about one path.
 */
final class FileOperations {
  private final List<Operation> all = new ArrayList<>();
  private final TreeSet<String> paths = new TreeSet<>();
  private final Map<Long, String> contents = new HashMap<>();
  private final Set<Long> ambiguous = new HashSet<>();
  private final Map<String, String> labels = new HashMap<>();
  private final List<Long> lanes = new ArrayList<>();
  private int leftOut;

  FileOperations(List<Recorder.Told> told) {
    told.forEach(this::learn);
    told.forEach(this::add);
  }

  List<Operation> all() {
    return all;
  }

  List<String> remarks() {
    return leftOut == 0
        ? List.of()
        : List.of(
            leftOut
                + (leftOut == 1 ? " operation" : " operations")
                + " left out: folders, parts of files, or failures that say nothing about a file");
  }

  private void learn(Recorder.Told t) {
    Event e = t.answered;
    paths.add(t.asked.getOperationInvoked().getPath());
    if (e.hasOperationOk()) {
      OperationOk ok = e.getOperationOk();
      if (ok.getKind().equals("rename")) {
        paths.add(ok.getValue());
        return;
      }
      String before =
          ok.getEtag() == 0 || ok.getValue().isEmpty()
              ? null
              : contents.put(ok.getEtag(), ok.getValue());
      if (before != null && !before.equals(ok.getValue())) {
        ambiguous.add(ok.getEtag()); // two sides of a split cluster gave it to two contents
      }
      label(ok.getValue(), ok.getShown());
    } else if (e.hasOperationUnknown()) {
      OperationUnknown unknown = e.getOperationUnknown();
      if (unknown.getKind().equals("rename")) {
        paths.add(unknown.getValue());
      } else {
        label(unknown.getValue(), unknown.getShown());
      }
    }
  }

  private void label(String sha256, String shown) {
    if (!sha256.isEmpty() && !shown.isEmpty()) {
      labels.put(sha256, "\"" + shown + "\"");
    }
  }

  private Value content(String sha256) {
    String label = labels.get(sha256);
    return label == null ? Value.content(sha256) : Value.content(sha256).shownAs(label);
  }

  private void add(Recorder.Told t) {
    Event e = t.answered;
    int before = all.size();
    if (e.hasOperationOk()) {
      ok(t, e.getOperationOk());
    } else if (e.hasOperationFailed()) {
      failed(t, e.getOperationFailed());
    } else {
      unknown(t, e.getOperationUnknown());
    }
    leftOut += all.size() == before ? 1 : 0;
  }

  private void ok(Recorder.Told t, OperationOk ok) {
    String path = ok.getPath();
    switch (ok.getKind()) {
      case "put", "append" -> {
        String sha = known(ok);
        // An append whose whole nobody saw wrote something; what, its etag tells whoever reads it.
        Value written = sha.isEmpty() ? Value.word("etag " + ok.getEtag()) : content(sha);
        one(t, Verb.WRITE, path, List.of(written), Outcome.OK, List.of());
      }
      case "get", "stat", "manifest" -> {
        String sha = known(ok);
        if (!ok.getStale() && ok.getEtag() != 0) {
          Value seen = sha.isEmpty() ? Value.word("etag " + ok.getEtag()) : content(sha);
          one(t, Verb.READ, path, List.of(), Outcome.OK, List.of(seen));
        }
      }
      case "remove" -> removed(t, path, Outcome.OK);
      case "rename" -> renamed(t, path, ok.getValue(), Outcome.OK);
      default -> {}
    }
  }

  /** The content, by what this answer or another about the same version says; may be empty. */
  private String known(OperationOk ok) {
    if (!ok.getValue().isEmpty() || ambiguous.contains(ok.getEtag())) {
      return ok.getValue();
    }
    return contents.getOrDefault(ok.getEtag(), "");
  }

  private void failed(Recorder.Told t, OperationFailed failed) {
    Failure failure = failed.getFailure();
    if (failed.getStale()) {
      return;
    }
    boolean readsOrRemoves = Set.of("get", "getRange", "stat", "remove").contains(failed.getKind());
    if (failure.getCode() == Failure.Code.NOT_FOUND && readsOrRemoves) {
      one(t, Verb.READ, failed.getPath(), List.of(), Outcome.OK, List.of(Value.NIL));
    } else if (failure.getCode() == Failure.Code.ETAG_MISMATCH) {
      long etag = failure.getEtag();
      String sha = ambiguous.contains(etag) ? "" : contents.getOrDefault(etag, "");
      if (etag == 0 || !sha.isEmpty()) {
        Value found = etag == 0 ? Value.NIL : content(sha);
        one(t, Verb.READ, failed.getPath(), List.of(), Outcome.OK, List.of(found));
      }
    }
  }

  /** Also of what has no answer yet: nobody knows what becomes of it. */
  private void unknown(Recorder.Told t, OperationUnknown unknown) {
    String kind = t.asked.getOperationInvoked().getKind();
    String path = t.asked.getOperationInvoked().getPath();
    switch (kind) {
      case "put", "append" -> {
        if (!unknown.getValue().isEmpty()) {
          one(
              t,
              Verb.WRITE,
              path,
              List.of(content(unknown.getValue())),
              Outcome.UNKNOWN,
              List.of());
        }
      }
      case "remove" -> removed(t, path, Outcome.UNKNOWN);
      case "rename" -> {
        if (!unknown.getValue().isEmpty()) {
          renamed(t, path, unknown.getValue(), Outcome.UNKNOWN);
        }
      }
      default -> {}
    }
  }

  private void removed(Recorder.Told t, String path, Outcome outcome) {
    one(t, Verb.WRITE, path, List.of(Value.NIL), outcome, List.of());
    for (String inner : below(path)) {
      one(t, Verb.WRITE, inner, List.of(Value.NIL), outcome, List.of());
    }
  }

  private void renamed(Recorder.Told t, String from, String to, Outcome outcome) {
    List<String> inner = new ArrayList<>();
    below(from).forEach(p -> inner.add(p.substring(from.length())));
    below(to).stream()
        .map(p -> p.substring(to.length()))
        .filter(p -> !inner.contains(p))
        .forEach(inner::add);
    if (inner.isEmpty()) {
      one(t, Verb.RENAME, from, List.of(Value.text(to)), outcome, List.of());
    }
    for (String rest : inner) {
      one(t, Verb.RENAME, from + rest, List.of(Value.text(to + rest)), outcome, List.of());
    }
  }

  private Set<String> below(String folder) {
    return folder.equals("/") ? Set.of() : paths.subSet(folder + "/", folder + "0");
  }

  private void one(
      Recorder.Told t,
      Verb verb,
      String path,
      List<Value> arguments,
      Outcome outcome,
      List<Value> answer) {
    boolean open = outcome == Outcome.UNKNOWN;
    all.add(
        new Operation(
            all.size() + 1,
            Integer.toString(lane(t.invoked, open ? Operation.NEVER : t.returned)),
            verb,
            path,
            arguments,
            outcome,
            answer,
            t.invoked,
            open ? Operation.NEVER : t.returned,
            t.asked.getNanos(),
            open ? -1 : t.answered.getNanos()));
  }

  /** One client did it all, but several things at a time: each in the first lane that is free. */
  private int lane(long invoked, long returned) {
    for (int i = 0; i < lanes.size(); i++) {
      if (lanes.get(i) < invoked) {
        lanes.set(i, returned);
        return i + 1;
      }
    }
    lanes.add(returned);
    return lanes.size();
  }
}
