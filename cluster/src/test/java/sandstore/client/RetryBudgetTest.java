package sandstore.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class RetryBudgetTest {
  private static final long SECOND = 1_000_000_000L;

  @Test
  void aBurstPassesAndWhatComesAfterItIsPaced() {
    RetryBudget budget = new RetryBudget(0);
    for (int i = 0; i < RetryBudget.CAPACITY; i++) {
      assertThat(budget.take(0)).isZero();
    }
    assertThat(budget.take(0)).isEqualTo(Duration.ofMillis(5));
    assertThat(budget.take(0)).isEqualTo(Duration.ofMillis(10)); // behind the one before
    assertThat(budget.take(SECOND)).isZero();
  }

  @Test
  void successesPayForSomeRetries() {
    RetryBudget budget = new RetryBudget(0);
    for (int i = 0; i < RetryBudget.CAPACITY; i++) {
      budget.take(0);
    }
    for (int i = 0; i < 10; i++) {
      budget.succeeded();
    }
    assertThat(budget.take(0).toMillis()).isZero();
    assertThat(budget.take(0).toMillis()).isPositive();
  }

  @Test
  void whatManyGaveUpOnIsNotOwedForLong() {
    RetryBudget budget = new RetryBudget(0);
    for (int i = 0; i < 20 * RetryBudget.CAPACITY; i++) {
      budget.take(0);
    }
    assertThat(budget.take(0)).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void itNeverHoldsMoreThanItsCapacity() {
    RetryBudget budget = new RetryBudget(0);
    budget.succeeded();
    for (int i = 0; i < RetryBudget.CAPACITY; i++) {
      assertThat(budget.take(100 * SECOND)).isZero();
    }
    assertThat(budget.take(100 * SECOND)).isPositive();
  }
}
