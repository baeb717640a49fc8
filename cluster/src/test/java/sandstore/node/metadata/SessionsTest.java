package sandstore.node.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Rule 7, exactly once, as traces. */
class SessionsTest {
  @Test
  void rule7_aRetryIsAnsweredAndNotApplied() {
    assertThat(
            Trace.of(
                """
                open alice 60000
                put /f a 5
                again
                put /g b 5 if 7
                again
                """))
        .endsWith(
            """
            2: put /f a 5
               file /f v1 etag 2
               committed /f 5
            3: again
               file /f v1 etag 2
            4: put /g b 5 if 7
               failed ETAG_MISMATCH: there is no /g any more
            5: again
               failed ETAG_MISMATCH: there is no /g any more
            """);
  }

  @Test
  void whereDedupIsOffARetryIsAppliedAgainAndTheStateKeepsItsHash() {
    Trace trace = new Trace();
    assertThat(
            trace.run(
                """
                open alice 60000
                mkdir /a
                mkdir /b
                mv /a /c
                anew
                ack 4
                rm /b
                ack 0
                seq 2
                mkdir /b
                anew
                """))
        .contains("5: anew\n   failed NOT_FOUND")
        .contains("7: mkdir /b\n   failed BAD_REQUEST")
        .contains("8: anew\n   folder /b");
    assertThat(trace.namespace.recomputeHash()).isEqualTo(trace.namespace.stateHash());
  }

  @Test
  void aRetryIsAnsweredAlsoWhenTheFileIsLongGone() {
    assertThat(
            Trace.of(
                """
                open alice 60000
                open bob 60000
                in 1
                seq 1
                put /f a 5
                in 2
                seq 1
                rm /f
                in 1
                seq 1
                put /f a 5
                show
                """))
        .endsWith(
            """
            5: put /f a 5
               file /f v1 etag 3
            /
            garbage 000000000000000a-0-0
            session 1 of alice: acknowledged below 1, answers 1
            session 2 of bob: acknowledged below 1, answers 1
            """);
  }

  @Test
  void whatIsAcknowledgedIsForgottenAndALateDuplicateRefused() {
    assertThat(
            Trace.of(
                """
                open alice 60000
                mkdir /a
                mkdir /b
                ack 3
                mkdir /c
                ack 0
                seq 1
                mkdir /a
                seq 5
                ack 6
                mkdir /d
                seq 0
                ack 0
                mkdir /d
                show
                """))
        .endsWith(
            """
            4: mkdir /c
               folder /c
            5: mkdir /a
               failed BAD_REQUEST: operation 1 is already acknowledged: this is a late duplicate
            6: mkdir /d
               failed BAD_REQUEST: a sequence is 1 or more, and not yet acknowledged when it is sent
            7: mkdir /d
               failed BAD_REQUEST: a sequence is 1 or more, and not yet acknowledged when it is sent
            /
              a/
              b/
              c/
            session 1 of alice: acknowledged below 3, answers 3
            """);
  }

  @Test
  void rule7_anIdleSessionExpiresByTheTimeThatEntriesCarry() {
    assertThat(
            Trace.of(
                """
                at 1000
                open alice 500
                at 1200
                open bob 5000
                in 1
                at 1500
                mkdir /a
                at 900
                mkdir /b
                at 2000
                mkdir /c
                at 2501
                in 3
                mkdir /d
                in 1
                mkdir /e
                close
                show
                """))
        .isEqualTo(
            """
            1: open alice 500
               session 1
               opened 1 alice
            2: open bob 5000
               session 2
               opened 2 bob
            3: mkdir /a
               folder /a
            4: mkdir /b
               folder /b
            5: mkdir /c
               folder /c
            6: mkdir /d
               failed SESSION_EXPIRED: session 3 is not open any more
               expired 1
            7: mkdir /e
               failed SESSION_EXPIRED: session 1 is not open any more
            8: close
               failed SESSION_EXPIRED: session 1 is not open any more
            /
              a/
              b/
              c/
            session 2 of bob: acknowledged below 1
            """);
  }

  @Test
  void aClosedSessionIsGone() {
    assertThat(Trace.of("open alice 500\nclose\nmkdir /a\nshow"))
        .endsWith(
            """
            2: close
               done
               expired 1
            3: mkdir /a
               failed SESSION_EXPIRED: session 1 is not open any more
            /
            """);
  }

  @Test
  void outsideASessionNothingIsChanged() {
    assertThat(Trace.of("in 0\nmkdir /a\nshow"))
        .isEqualTo(
            """
            1: mkdir /a
               failed BAD_REQUEST: MAKE_FOLDER needs a session, or a retry would apply it twice
            /
            """);
  }

  @Test
  void aSessionThatNeverAcknowledgesIsClosed() {
    Trace trace = new Trace();
    trace.run("open alice 60000");
    for (int i = 0; i < Session.MAX_WINDOW; i++) {
      trace.run("mkdir /" + i);
    }
    assertThat(trace.run("mkdir /more\nagain"))
        .isEqualTo(
            """
            1026: mkdir /more
               failed SESSION_EXPIRED: the session left more than 1024 answers unacknowledged
               expired 1
            1027: again
               failed SESSION_EXPIRED: session 1 is not open any more
            """);
    assertThat(trace.namespace.folders()).isEqualTo(Session.MAX_WINDOW);
    assertThat(trace.namespace.recomputeHash()).isEqualTo(trace.namespace.stateHash());
  }

  @Test
  void sessionsAreLimitedAndExpiryMakesRoom() {
    Trace trace = new Trace();
    trace.run("at 1000");
    for (int i = 0; i < Sessions.MAX_SESSIONS; i++) {
      trace.run("open c" + i + " 100");
    }
    assertThat(trace.run("open more 100"))
        .contains("failed NO_SPACE: 10000 sessions are open; try again later");
    assertThat(trace.run("at 2000\nopen more 100")).contains("session 10002");
    assertThat(trace.namespace.sessions()).isEqualTo(1);
    assertThat(trace.namespace.recomputeHash()).isEqualTo(trace.namespace.stateHash());
  }
}
