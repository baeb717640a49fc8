package sandstore.lab.check;

/** A way to find out whether there is an order that explains everything. */
interface Engine {
  String name();

  /** Judges the problem; unknown if the budget is used up or it is cancelled. */
  Finding judge(Problem problem, Budget budget);
}
