package sandstore.lab.attach;

import java.util.Optional;
import sandstore.lab.Lab;
import sandstore.lab.Reply;
import sandstore.proto.Ending;
import sandstore.proto.Progress;
import sandstore.proto.Result;
import sandstore.proto.RunResponse;

/** Replies and endings as messages, and back. Pure. */
final class Replies {
  private Replies() {}

  static RunResponse of(Reply reply) {
    RunResponse.Builder response = RunResponse.newBuilder();
    if (reply instanceof Reply.Result r) {
      response.setResult(
          Result.newBuilder()
              .setKind(r.kind())
              .addAllFields(Values.of(r.fields()))
              .addAllText(r.text())
              .setJson(r.json()));
    } else if (reply instanceof Reply.Note note) {
      response.setNote(note.text());
    } else if (reply instanceof Reply.Progress p) {
      response.setProgress(
          Progress.newBuilder()
              .setTask(p.task())
              .setDone(p.done())
              .setTotal(p.total())
              .setUnit(p.unit())
              .setDetail(p.detail()));
    }
    return response.build();
  }

  static RunResponse of(Lab.Ending ending) {
    return RunResponse.newBuilder()
        .setEnding(
            Ending.newBuilder()
                .setStatus(ending.status())
                .setMessage(ending.message())
                .setHint(ending.hint()))
        .build();
  }

  static Lab.Ending ending(Ending said) {
    return new Lab.Ending(said.getStatus(), said.getMessage(), said.getHint());
  }

  /** Empty for an ending, and for what a later version may say. */
  static Optional<Reply> reply(RunResponse response) {
    return switch (response.getWhatCase()) {
      case RESULT -> {
        Result r = response.getResult();
        yield Optional.of(
            new Reply.Result(
                r.getKind(), Values.fields(r.getFieldsList()), r.getTextList(), r.getJson()));
      }
      case NOTE -> Optional.of(new Reply.Note(response.getNote()));
      case PROGRESS -> {
        Progress p = response.getProgress();
        yield Optional.of(
            new Reply.Progress(p.getTask(), p.getDone(), p.getTotal(), p.getUnit(), p.getDetail()));
      }
      case ENDING, WHAT_NOT_SET -> Optional.empty();
    };
  }
}
