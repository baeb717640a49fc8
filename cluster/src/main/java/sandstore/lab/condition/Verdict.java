package sandstore.lab.condition;

/**
 * What a condition says of one view.
 *
 * @param truth {@code UNKNOWN} is not true
 * @param saw the values of the names that the condition uses: {@code leader='node2', term=3}
 */
public record Verdict(Truth truth, String saw) {
  /** True, false, or hanging on something that is not known yet. */
  public enum Truth {
    TRUE,
    FALSE,
    UNKNOWN
  }

  public boolean isTrue() {
    return truth == Truth.TRUE;
  }
}
