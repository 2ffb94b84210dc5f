package dev.banditstreams.evaluation;

import java.util.Arrays;

/** Always the same items in the same order. */
public final class FixedSlate implements TargetPolicy {

    private final int[] slate;

    /** @param slate different items, best position first */
    public FixedSlate(int... slate) {
        this.slate = slate.clone();
    }

    /** Whether all its items are eligible. */
    public boolean fits(int[] eligible) {
        return Arrays.stream(slate).allMatch(item -> place(eligible, item) >= 0);
    }

    /** Positions behind its last item have no item: their probabilities are 0. */
    @Override
    public PolicyTable table(int[] eligible, int positions) {
        double[][] table = new double[eligible.length][positions];
        for (int position = 0; position < Math.min(slate.length, positions); position++) {
            int place = place(eligible, slate[position]);
            if (place < 0) {
                throw new IllegalArgumentException("item " + slate[position] + " is not eligible");
            }
            table[place][position] = 1;
        }
        return new PolicyTable(eligible, table);
    }

    private static int place(int[] eligible, int item) {
        for (int i = 0; i < eligible.length; i++) {
            if (eligible[i] == item) {
                return i;
            }
        }
        return -1;
    }
}
