package sandstore.lab.incident;

/**
 * What finding a trouble was worth. Pure.
 *
 * @param commands that were typed from its beginning to the answer
 * @param wrong answers that were not right, or that their events did not show
 */
record Score(long commands, double seconds, int wrong) {
  private static final int MOST = 100;
  private static final int SECONDS_A_POINT = 6;
  private static final int POINTS_A_WRONG_ANSWER = 20;

  /** Of 100: a point less for each command and for every 6 s, 20 for each wrong answer. */
  int points() {
    long lost = commands + Math.round(seconds / SECONDS_A_POINT) + POINTS_A_WRONG_ANSWER * wrong;
    return (int) Math.max(1, MOST - lost);
  }
}
