package sandstore.lab.condition;

import java.util.List;
import java.util.Map;

/**
 * Every name that a condition may use, with its type and meaning: the source of the reference page,
 * of the compiler's declarations and of its hints. Numbers are 64-bit; what is absent is {@code ''}
 * or -1.
 */
public final class Names {
  /**
   * One name or field.
   *
   * @param type {@code int}, {@code bool}, {@code string}, a struct below, {@code list(T)} or
   *     {@code map(T)} from strings
   */
  public record Name(String name, String type, String meaning) {}

  /** The variables. */
  public static final List<Name> VARIABLES =
      List.of(
          new Name("topology", "string", "basic, replicated or raft; '' when no cluster is up"),
          new Name(
              "leader", "string", "who leads in the highest term, by its own belief; '' = none"),
          new Name("leaders", "list(string)", "all running nodes that believe they lead"),
          new Name("term", "int", "the highest term that any node told of"),
          new Name("nodes", "list(Node)", "all nodes, by name"),
          new Name("faults", "list(Fault)", "the rules on links that the lab has given out"),
          new Name("files", "int", "files in the namespace, by the leader's last count"),
          new Name("chunks", "int", "chunks of these files, by the same count"),
          new Name("underReplicated", "int", "chunks with too few live copies, by the same count"),
          new Name("corrupt", "int", "damaged copies found and not yet mended"),
          new Name("orphans", "int", "chunks on disks that no file refers to"),
          new Name("draining", "list(string)", "nodes that chunks are to leave"),
          new Name("drained", "list(string)", "draining nodes that nothing depends on any more"),
          new Name("awaited", "list(string)", "nodes that are away and that repair waits for"),
          new Name("quorum", "int", "votes that decide: more than half of the voters"),
          new Name("voters", "list(string)", "who votes"),
          new Name("learners", "list(string)", "who receives the log without a vote"),
          new Name("elections", "list(Election)", "the latest elections, by term"),
          new Name("operations", "Operations", "what the lab's own clients did since up"),
          new Name("held", "list(Held)", "messages that wait for the lab's word, oldest first"),
          new Name("health", "map(map(string))", "health[by][of]: alive, suspect, dead or ''"),
          new Name("unsafe", "list(string)", "what is switched off: fsync, reads, dedup, .."));

  /** The variables' variable: the view as a lesson's step began. */
  static final Name START = new Name("start", "View", "the same names when the step began");

  /** Fields of each struct. */
  public static final Map<String, List<Name>> STRUCTS =
      Map.of(
          "Node",
          List.of(
              new Name("id", "string", "node1, node2, .."),
              new Name("pid", "int", "its process; -1 when there is none"),
              new Name("zone", "string", "its failure domain"),
              new Name(
                  "role",
                  "string",
                  "leader, follower, candidate, learner, primary, backup, single or ''"),
              new Name("alive", "bool", "whether its process runs"),
              new Name("process", "string", "starting, running, paused, exited or quarantined"),
              new Name("term", "int", "its term; in replicated its view number"),
              new Name("firstIndex", "int", "first index in its log"),
              new Name("lastIndex", "int", "last index in its log"),
              new Name("commitIndex", "int", "what it knows to be committed"),
              new Name("appliedIndex", "int", "what its namespace has"),
              new Name("votedFor", "string", "its vote in its term"),
              new Name("leader", "string", "who leads, in its belief"),
              new Name("matchIndex", "map(int)", "a leader's: how far each log equals its own"),
              new Name("files", "int", "files in its namespace"),
              new Name("chunks", "int", "chunks on its disk"),
              new Name("disk", "string", "ok, full, slow or fails, by order"),
              new Name("skewMillis", "int", "how far its wall clock is ahead, by order"),
              new Name("incarnation", "int", "how often it was started"),
              new Name("slow", "bool", "whether it is kept out of plans, being slow"),
              new Name("ordersPending", "bool", "whether it has yet to obey the newest faults")),
          "Fault",
          List.of(
              new Name("from", "string", "a node or client"),
              new Name("to", "string", "a node or client; '' for a fault of the node itself"),
              new Name("cut", "bool", "nothing passes"),
              new Name("delayMillis", "int", "how long everything is held"),
              new Name("lossPercent", "int", "messages in a hundred that vanish"),
              new Name("effect", "string", "a node's: what is wrong with it")),
          "Election",
          List.of(
              new Name("term", "int", "the term it was for"),
              new Name("tally", "map(int)", "votes by candidate"),
              new Name("leader", "string", "who won"),
              new Name("outcome", "string", "open, won or none")),
          "Held",
          List.of(
              new Name("id", "string", "node1.3: the third that node1 has held"),
              new Name("kind", "string", "of the RPC: AppendEntries, CommitFile, .."),
              new Name("from", "string", "who sends the message: of a reply, the callee"),
              new Name("to", "string", "who would get it"),
              new Name("reply", "bool", "whether it is a reply; else a request"),
              new Name("term", "int", "of a message of Raft, or of a primary (Replicate); else -1"),
              new Name("index", "int", "of the last entry that it carries or tells of; else -1")),
          "Operations",
          List.of(
              new Name("invoked", "int", "begun"),
              new Name("ok", "int", "succeeded"),
              new Name("failed", "int", "definitely did not happen"),
              new Name("unknown", "int", "may have happened")),
          "Job",
          List.of(
              new Name("bytes", "int", "moved so far"),
              new Name("done", "bool", "whether it has ended"),
              new Name("status", "int", "0 succeeded, 1 failed, 3 unknown; -1 while it runs")),
          "View",
          VARIABLES);

  /** The functions. */
  public static final List<Name> FUNCTIONS =
      List.of(
          new Name("node", "Node", "node('node1'): that node"),
          new Name("job", "Job", "job(1): that background job"),
          new Name(
              "seen",
              "bool",
              "in lessons: seen('EntriesTruncated', event.node == 'node1'), since the screen began"));

  private Names() {}
}
