package sandstore.lab.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import sandstore.lab.Refusal;

/** Which messages are meant, by what was typed. */
class HoldWordsTest {
  private static String read(String typed) {
    try {
      HoldWords words = HoldWords.parse(List.of(typed.split(" ")));
      return (words.reply() ? "replies to " : "")
          + String.join(",", words.kinds())
          + words.where().stream()
              .map(t -> " " + t.getField() + t.getComparison() + t.getValue())
              .collect(Collectors.joining());
    } catch (Refusal e) {
      return "refused: " + e.getMessage() + " (" + e.hint() + ")";
    }
  }

  @Test
  void aConditionIsAboutWhatSuchMessagesSay() {
    List<String> read = new ArrayList<>();
    for (String typed :
        List.of(
            "AppendEntries where index >= 7",
            "appendentries,Replicate where index >= 7 and term = 2",
            "raft where index >= 7",
            "reply raft where index >= 7",
            "reply CommitFile",
            "RequestVote where entries >= 1",
            "reply RequestVote where index == 3",
            "RequestVote,TimeoutNow where index == 3",
            "CommitFile where index >= 7",
            "AppendEntries where colour == 7",
            "AppendEntries where index => 7",
            "AppendEntries where index",
            "Appendentry")) {
      read.add(typed + ": " + read(typed));
    }
    assertThat(String.join("\n", read))
        .isEqualTo(
            """
            AppendEntries where index >= 7: AppendEntries index>=7
            appendentries,Replicate where index >= 7 and term = 2: AppendEntries,Replicate index>=7 term==2
            raft where index >= 7: PreVote,RequestVote,AppendEntries,InstallSnapshot index>=7
            reply raft where index >= 7: replies to AppendEntries index>=7
            reply CommitFile: replies to CommitFile
            RequestVote where entries >= 1: refused: RequestVote has no entries (it has index, term)
            reply RequestVote where index == 3: refused: a reply to RequestVote has no index (it has term)
            RequestVote,TimeoutNow where index == 3: refused: TimeoutNow has no index (it has term)
            CommitFile where index >= 7: refused: CommitFile has no index (leave out what follows where: it is about messages of a log)
            AppendEntries where colour == 7: refused: messages have no colour (they have index, term, entries, committed)
            AppendEntries where index => 7: refused: "=>" compares nothing (use one of <= == != >= < >)
            AppendEntries where index: refused: "index" is no condition on a message (like this: hold AppendEntries node1 -> node2 where index >= 7)
            Appendentry: refused: there are no messages of kind Appendentry (did you mean AppendEntries?)""");
  }
}
