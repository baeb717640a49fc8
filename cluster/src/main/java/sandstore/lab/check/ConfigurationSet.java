package sandstore.lab.check;

import java.util.Arrays;

/**
 * A set of possibilities, each a state and a bit for each operation under way that has taken effect
 * (see {@link Frontier}), in one array: there may be a hundred at each of a hundred thousand
 * moments. Linear probing; nothing is ever taken out. Not for several threads.
 */
final class ConfigurationSet {
  private static final int FIRST_SLOTS = 16;

  private final int words;

  /** Of each slot the state, plus 1, or 0 if it is empty; then the bits. */
  private long[] slots;

  private int slotMask;
  private int size;

  /**
   * @param words of 64 bits each
   */
  ConfigurationSet(int words) {
    this.words = words;
    this.slots = new long[FIRST_SLOTS * (words + 1)];
    this.slotMask = FIRST_SLOTS - 1;
  }

  int size() {
    return size;
  }

  int words() {
    return words;
  }

  /** For going through all: slots from 0 on. */
  int slots() {
    return slotMask + 1;
  }

  /** The state in a slot; -1 if it is empty. */
  int state(int slot) {
    return (int) slots[slot * (words + 1)] - 1;
  }

  /** Copies the bits in a slot to the beginning of an array. */
  void copyTaken(int slot, long[] to) {
    System.arraycopy(slots, slot * (words + 1) + 1, to, 0, words);
  }

  /**
   * @param taken the bits are at its beginning
   * @return whether it was not there
   */
  boolean add(int state, long[] taken) {
    if (2 * (size + 1) > slotMask + 1) {
      grow();
    }
    int slot = hash(state, taken, 0) & slotMask;
    while (true) {
      int at = slot * (words + 1);
      if (slots[at] == 0) {
        slots[at] = state + 1L;
        System.arraycopy(taken, 0, slots, at + 1, words);
        size++;
        return true;
      }
      if (slots[at] == state + 1L
          && Arrays.equals(slots, at + 1, at + 1 + words, taken, 0, words)) {
        return false;
      }
      slot = (slot + 1) & slotMask;
    }
  }

  /** Takes everything out. */
  void clear() {
    Arrays.fill(slots, 0);
    size = 0;
  }

  private int hash(int state, long[] taken, int from) {
    long h = state;
    for (int w = 0; w < words; w++) {
      h = (h ^ taken[from + w]) * 0x9E3779B97F4A7C15L;
      h ^= h >>> 32;
    }
    return (int) h;
  }

  private void grow() {
    long[] old = slots;
    slotMask = 2 * slotMask + 1;
    slots = new long[(slotMask + 1) * (words + 1)];
    for (int from = 0; from < old.length; from += words + 1) {
      if (old[from] != 0) {
        int slot = hash((int) old[from] - 1, old, from + 1) & slotMask;
        while (slots[slot * (words + 1)] != 0) {
          slot = (slot + 1) & slotMask;
        }
        System.arraycopy(old, from, slots, slot * (words + 1), words + 1);
      }
    }
  }
}
