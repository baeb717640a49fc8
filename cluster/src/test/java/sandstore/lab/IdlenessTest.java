package sandstore.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class IdlenessTest {
  private final AtomicLong now = new AtomicLong();
  private final Idleness idleness = new Idleness(now::get);

  @Test
  void beginsWhenTheLastCommandEnds() {
    now.set(5);
    assertThat(idleness.lasts()).isEqualTo(Duration.ofNanos(5));
    idleness.begins();
    idleness.begins();
    now.set(100);
    idleness.ends();
    now.set(200);
    assertThat(idleness.lasts()).isEqualTo(Duration.ZERO);
    idleness.ends();
    now.set(230);
    assertThat(idleness.lasts()).isEqualTo(Duration.ofNanos(30));
  }
}
