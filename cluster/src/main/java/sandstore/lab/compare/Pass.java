package sandstore.lab.compare;

/** How often a side did what it was asked, and how long that took. */
record Pass(long operations, double seconds) {}
