package dev.banditstreams.evaluation;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Sums of all terms, over the whole sample and over blocks of units.
 *
 * <p>As long as there are no more units than blocks, each is a block of its own. Else it is drawn which block a unit
 * belongs to: by turns, blocks would be too much alike in what recurs in the log, say its positions.
 */
final class Sums {

    private static final long BLOCKS_SEED = 1;

    private final Sample sample;
    private final Tuning tuning;
    private final int blocks;
    private final double[] byBlock;
    private final double[] total = new double[Term.COUNT];

    /** Gets the sums of one unit; the array is used again for the next. */
    interface UnitReader {
        void read(double[] unit);
    }

    Sums(Sample sample, Tuning tuning, int mostBlocks) {
        this.sample = sample;
        this.tuning = tuning;
        blocks = Math.min(sample.units(), mostBlocks);
        byBlock = new double[blocks * Term.COUNT];
        boolean drawn = blocks < sample.units();
        SplittableRandom random = new SplittableRandom(BLOCKS_SEED);
        int[] next = {0};
        each(sums -> {
            int at = (drawn ? random.nextInt(blocks) : next[0]++) * Term.COUNT;
            for (int term = 0; term < Term.COUNT; term++) {
                byBlock[at + term] += sums[term];
            }
        });
        addBlocks(total, block -> 1);
    }

    /** How often a block counts. */
    interface Count {
        int of(int block);
    }

    /** Adds the sums of the blocks, each as often as it counts. */
    void addBlocks(double[] into, Count count) {
        for (int block = 0; block < blocks; block++) {
            int times = count.of(block);
            if (times > 0) {
                int at = block * Term.COUNT;
                for (int term = 0; term < Term.COUNT; term++) {
                    into[term] += times * byBlock[at + term];
                }
            }
        }
    }

    int blocks() {
        return blocks;
    }

    double[] total() {
        return total;
    }

    /** Goes through the units in order. */
    void each(UnitReader reader) {
        Term[] terms = Term.values();
        double[] sums = new double[terms.length];
        int row = 0;
        while (row < sample.size()) {
            Arrays.fill(sums, 0);
            int unit = sample.unit(row);
            for (; row < sample.size() && sample.unit(row) == unit; row++) {
                for (Term term : terms) {
                    sums[term.place()] += sample.sampling(row) * term.of(sample, row, tuning);
                }
            }
            reader.read(sums);
        }
    }
}
