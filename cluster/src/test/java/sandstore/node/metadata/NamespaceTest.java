package sandstore.node.metadata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import sandstore.proto.FileInfo;
import sandstore.wire.DefiniteFailure;

/** What each operation does, as traces. */
class NamespaceTest {
  @Test
  void filesAndFolders() {
    assertThat(
            Trace.of(
                """
                open alice 60000
                mkdir /docs
                mkdir /docs/old/2023
                mkdir -p /docs/old/2023
                mkdir -p /docs/old
                mkdir /docs
                put /docs/a.txt a,a 70000
                put /missing/b.txt b 1
                put /docs/a.txt/b b 1
                put /docs b 1
                put /empty - 0
                show
                """))
        .isEqualTo(
            """
            1: open alice 60000
               session 1
               opened 1 alice
            2: mkdir /docs
               folder /docs
            3: mkdir /docs/old/2023
               failed NOT_FOUND: no such folder: /docs/old (mkdir -p /docs/old makes it)
            4: mkdir -p /docs/old/2023
               folder /docs/old/2023
            5: mkdir -p /docs/old
               folder /docs/old
            6: mkdir /docs
               failed ALREADY_EXISTS: already exists: /docs
            7: put /docs/a.txt a,a 70000
               file /docs/a.txt v1 etag 7
               committed /docs/a.txt 70000
            8: put /missing/b.txt b 1
               failed NOT_FOUND: no such folder: /missing (mkdir -p /missing makes it)
            9: put /docs/a.txt/b b 1
               failed NOT_A_FOLDER: not a folder: /docs/a.txt
            10: put /docs b 1
               failed IS_A_FOLDER: is a folder: /docs
            11: put /empty - 0
               file /empty v1 etag 11
               committed /empty 0
            /
              docs/
                a.txt  v1 etag 7 70000 bytes
                  000000000000000a-0-0 65536 node1 node2
                  000000000000000a-1-0 4464 node2 node3
                old/
                  2023/
              empty  v1 etag 11 0 bytes
            session 1 of alice: acknowledged below 1, answers 1 2 3 4 5 6 7 8 9 10
            """);
  }

  @Test
  void rule2_anOverwriteIsAWholeNewVersionAndDiscardsOldChunks() {
    assertThat(
            Trace.of(
                """
                open alice 60000
                put /f a,a 70000
                put /f b 5
                put /f b,c 65537
                show
                """))
        .isEqualTo(
            """
            1: open alice 60000
               session 1
               opened 1 alice
            2: put /f a,a 70000
               file /f v1 etag 2
               committed /f 70000
            3: put /f b 5
               file /f v2 etag 3
               garbage a-0-0 a-1-0
               committed /f 5
            4: put /f b,c 65537
               failed BAD_REQUEST: chunk 000000000000000b-0-0 is there with other bytes: chunks never change
            /
              f  v2 etag 3 5 bytes
                000000000000000b-0-0 5 node1 node2
            garbage 000000000000000a-0-0 000000000000000a-1-0
            session 1 of alice: acknowledged below 1, answers 1 2 3
            """);
  }

  @Test
  void anAppendKeepsAllButTheLastChunk() {
    assertThat(
            Trace.of(
                """
                open alice 60000
                put /f a,a,a 131073
                put /f a,a,b,b 196609
                show
                """))
        .contains("garbage a-2-0\n")
        .endsWith(
            """
            /
              f  v2 etag 3 196609 bytes
                000000000000000a-0-0 65536 node1 node2
                000000000000000a-1-0 65536 node2 node3
                000000000000000b-2-0 65536 node3 node1
                000000000000000b-3-0 1 node1 node2
            garbage 000000000000000a-2-0
            session 1 of alice: acknowledged below 1, answers 1 2
            """);
  }

  @Test
  void rule3_aRemovalIsTombstonedAndItsRetryAnswersTheSame() {
    assertThat(
            Trace.of(
                """
                open alice 60000
                mkdir -p /d/e
                put /d/x a 5
                put /d/e/y b 5
                rm /d
                rm -r /d
                again
                rm /d
                rm /
                put /x a 5
                show
                """))
        .endsWith(
            """
            5: rm /d
               failed NOT_EMPTY: folder /d is not empty (rm -r removes it)
            6: rm -r /d
               done
               garbage b-0-0 a-0-0
               removed /d files 2
            7: again
               done
            8: rm /d
               failed NOT_FOUND: no such file or folder: /d
            9: rm /
               failed BAD_REQUEST: the root folder stays
            10: put /x a 5
               failed BAD_REQUEST: chunk 000000000000000a-0-0 is marked as garbage: upload it again
            /
            garbage 000000000000000a-0-0 000000000000000b-0-0
            session 1 of alice: acknowledged below 1, answers 1 2 3 4 5 6 7 8
            """);
  }

  @Test
  void rule4_aRenameMovesNoChunkAndReplacesOnlyIfAsked() {
    assertThat(
            Trace.of(
                """
                open alice 60000
                mkdir -p /a/b
                mkdir /full
                mkdir /void
                put /a/b/f a 5
                put /full/g b 5
                mv /a /c
                mv /c/b/f /full/g
                mv -f /c/b/f /full/g
                mv -f /c /full
                mv -f /c /void
                mv /void /void/b/x
                mv -f /full/g /void
                mv -f /void /full/g
                mv -f /full/g /full/g
                mv /full/g /full/g
                mv /nothing /x
                mv /full/g /no/g
                mv / /x
                show
                """))
        .endsWith(
            """
            7: mv /a /c
               folder /c
               renamed /a /c
            8: mv /c/b/f /full/g
               failed ALREADY_EXISTS: already exists: /full/g
            9: mv -f /c/b/f /full/g
               file /full/g v1 etag 5
               garbage b-0-0
               renamed /c/b/f /full/g
            10: mv -f /c /full
               failed NOT_EMPTY: folder /full is not empty
            11: mv -f /c /void
               folder /void
               renamed /c /void
            12: mv /void /void/b/x
               failed BAD_REQUEST: cannot move /void into itself: /void/b/x
            13: mv -f /full/g /void
               failed IS_A_FOLDER: is a folder: /void
            14: mv -f /void /full/g
               failed NOT_A_FOLDER: not a folder: /full/g
            15: mv -f /full/g /full/g
               file /full/g v1 etag 5
            16: mv /full/g /full/g
               failed ALREADY_EXISTS: already exists: /full/g
            17: mv /nothing /x
               failed NOT_FOUND: no such file or folder: /nothing
            18: mv /full/g /no/g
               failed NOT_FOUND: no such folder: /no (mkdir -p /no makes it)
            19: mv / /x
               failed BAD_REQUEST: the root folder keeps its name
            /
              full/
                g  v1 etag 5 5 bytes
                  000000000000000a-0-0 5 node1 node2
              void/
                b/
            garbage 000000000000000b-0-0
            session 1 of alice: acknowledged below 1, answers 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18
            """);
  }

  @Test
  void rule5_compareAndSetAnswersTheCurrentEtag() {
    assertThat(
            Trace.of(
                """
                open alice 60000
                put /f a 5 if 9
                put /f a 5 if 0
                put /f b 5 if 0
                put /f b 5 if 3
                put /f c 5 if 3
                mv /f /g
                put /g c 5 if 5
                """))
        .endsWith(
            """
            2: put /f a 5 if 9
               failed ETAG_MISMATCH: there is no /f any more
            3: put /f a 5 if 0
               file /f v1 etag 3
               committed /f 5
            4: put /f b 5 if 0
               failed ETAG_MISMATCH (etag 3): /f has etag 3, not 0
            5: put /f b 5 if 3
               file /f v2 etag 5
               garbage a-0-0
               committed /f 5
            6: put /f c 5 if 3
               failed ETAG_MISMATCH (etag 5): /f has etag 5, not 3
            7: mv /f /g
               file /g v2 etag 5
               renamed /f /g
            8: put /g c 5 if 5
               file /g v3 etag 8
               garbage b-0-0
               committed /g 5
            """);
  }

  @Test
  void rule11_garbageIsNeverCommittedAndWhatIsReferencedNeverGarbage() {
    assertThat(
            Trace.of(
                """
                open alice 60000
                put /f a,a 70000
                mark a-0-0 a-1-0 a-1-1 b-0-0
                mark b-0-0
                put /g b 5
                put /g a 65536
                show
                """))
        .endsWith(
            """
            3: mark a-0-0 a-1-0 a-1-1 b-0-0
               done
               garbage a-1-1 b-0-0
            4: mark b-0-0
               done
               garbage b-0-0
            5: put /g b 5
               failed BAD_REQUEST: chunk 000000000000000b-0-0 is marked as garbage: upload it again
            6: put /g a 65536
               failed BAD_REQUEST: chunk 000000000000000a-0-0 belongs to another file
            /
              f  v1 etag 2 70000 bytes
                000000000000000a-0-0 65536 node1 node2
                000000000000000a-1-0 4464 node2 node3
            garbage 000000000000000a-1-1 000000000000000b-0-0
            session 1 of alice: acknowledged below 1, answers 1 2 3
            """);
  }

  @Test
  void garbageMarksLastOneToTwoHoursOfEntryTime() {
    Trace trace = new Trace();
    trace.run("at 10000000\nmark a-0-0\nat 13600000\nmark b-0-0");
    assertThat(trace.run("show"))
        .isEqualTo(
            """
            /
            garbage, old 000000000000000a-0-0
            garbage 000000000000000b-0-0
            """);
    trace.run("at 17199999\nmark c-0-0");
    assertThat(trace.namespace.isGarbage(Trace.id("a-0-0"))).isTrue();
    trace.run("at 17200000\nmark d-0-0");
    assertThat(trace.namespace.isGarbage(Trace.id("a-0-0"))).isFalse();
    assertThat(trace.namespace.isGarbage(Trace.id("b-0-0"))).isTrue();
    assertThat(trace.namespace.recomputeHash()).isEqualTo(trace.namespace.stateHash());
  }

  @Test
  void readsTellWhatIsThere() {
    Trace trace = new Trace();
    trace.run(
        """
        open alice 60000
        mkdir /d
        put /d/a a 5
        put /d/b b,b 70000
        mkdir /d/c
        mkdir /d/c/x
        """);
    Namespace n = trace.namespace;
    assertThat(n.files()).isEqualTo(2);
    assertThat(n.folders()).isEqualTo(3);
    assertThat(n.chunks()).isEqualTo(3);
    assertThat(n.stat("/d").getEntries()).isEqualTo(3);
    assertThat(n.stat("/").getFolder()).isTrue();
    assertThat(n.list("/d", null, 0))
        .extracting(FileInfo::getPath)
        .containsExactly("/d/a", "/d/b", "/d/c");
    assertThat(n.list("/d", "a", 1)).extracting(FileInfo::getPath).containsExactly("/d/b");
    assertThat(n.list("/", "", 5)).extracting(FileInfo::getPath).containsExactly("/d");
    assertThat(n.manifest("/d/b").getChunksCount()).isEqualTo(2);
    assertThat(n.manifest("/d/b").getInfo()).isEqualTo(n.stat("/d/b"));
    assertThat(n.isReferenced(Trace.id("b-1-0"))).isTrue();
    assertThat(n.isReferenced(Trace.id("b-2-0"))).isFalse();
    assertThatThrownBy(() -> n.manifest("/d")).hasMessage("is a folder: /d");
    assertThatThrownBy(() -> n.list("/d/a", null, 0)).hasMessage("not a folder: /d/a");
    assertThatThrownBy(() -> n.stat("/d/z")).isInstanceOf(DefiniteFailure.class);
  }

  @Test
  void anEntryIsAppliedOnlyOnce() {
    Trace trace = new Trace();
    trace.run("open alice 60000");
    assertThatThrownBy(() -> trace.namespace.apply(trace.operation("mkdir", "/d"), 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("entry 1");
  }
}
