package sandstore.lessons.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TrialReportTest {
  private static final List<Trial.Result> RESULTS =
      List.of(
          new Trial.Result("elections", "solutions", 12.25, ""),
          new Trial.Result("elections", "wrong split:80", 7.5, "it met \"no-leader\" <at once>\n&"),
          new Trial.Result("tails", "solutions", 20, ""));

  @Test
  void aBuildServerReadsIt() {
    assertThat(String.join("\n", TrialReport.junit(RESULTS)))
        .isEqualTo(
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <testsuites>
              <testsuite name="elections" tests="2" failures="1" time="19.750">
                <testcase classname="elections" name="solutions" time="12.250"/>
                <testcase classname="elections" name="wrong split:80" time="7.500">
                  <failure message="it met &quot;no-leader&quot; &lt;at once&gt;&#10;&amp;"/>
                </testcase>
              </testsuite>
              <testsuite name="tails" tests="1" failures="0" time="20.000">
                <testcase classname="tails" name="solutions" time="20.000"/>
              </testsuite>
            </testsuites>""");
  }

  @Test
  void aPersonReadsIt() {
    assertThat(TrialReport.markdown(RESULTS))
        .contains(
            "3 paths were played in 40 s; 1 did not go as the lesson says.",
            "| elections | 2 | 1 | 19.8 | 12.3 |",
            "| tails | 1 | 1 | 20.0 | 20.0 |")
        .last()
        .asString()
        .startsWith("- elections, wrong split:80: it met");
    assertThat(TrialReport.markdown(RESULTS.subList(2, 3)))
        .noneMatch(line -> line.startsWith("## "));
  }
}
