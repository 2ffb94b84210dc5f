package dev.banditstreams.bandit;

import java.util.Arrays;

/**
 * Probabilities of how many of some independent events happen: of all events but one, for each one.
 *
 * <p>An event of probability p joins by P(n) = (1 - p) P(n) + p P(n - 1). It is never divided out, which would lose all
 * digits where p is near 1: the events are halved, the one half joins for all of the other, and so on down to single
 * ones. Nothing but products and sums of what is positive, (events log2(events) ranks) of them.
 */
final class PoissonBinomial {

    /** Gets P(exactly n of the others happen) for n below the number of ranks; the array is used again. */
    interface Others {

        void accept(int event, double[] probabilities);
    }

    private final double[][] levels;
    private final double[] events;

    /**
     * @param most events there may be
     * @param ranks how many probabilities are of interest: of 0, 1, ..., ranks - 1 events
     */
    PoissonBinomial(int most, int ranks) {
        // One more than halvings of the most events, and the first.
        levels = new double[Integer.SIZE - Integer.numberOfLeadingZeros(most) + 2][ranks];
        events = new double[most];
    }

    /** Probability of event i, to be set before a call. */
    void set(int event, double probability) {
        events[event] = probability;
    }

    /**
     * For each of the first events, the probabilities without it.
     *
     * @param certain that happen beside those
     */
    void withoutEach(int count, int certain, Others others) {
        begin(certain);
        withoutEach(count, others);
    }

    /** Probability that fewer happen than there are ranks. */
    double fewerThanRanks(int count, int certain) {
        begin(certain);
        join(0, count, levels[0]);
        return Math.min(1, Arrays.stream(levels[0]).sum());
    }

    /** The same with what {@link #base} holds in the place of certain ones. */
    void withoutEach(int count, Others others) {
        if (count > 0) {
            halve(0, count, 0, others);
        }
    }

    /** Probabilities of 0, 1, ... events beside those that are set; to be written before a call. */
    double[] base() {
        return levels[0];
    }

    /** Lets the first events join the base. */
    void joinAll(int count) {
        join(0, count, levels[0]);
    }

    /** Lets one more event join. */
    static void join(double probability, double[] probabilities) {
        double fails = 1 - probability;
        for (int n = probabilities.length - 1; n > 0; n--) {
            probabilities[n] = fails * probabilities[n] + probability * probabilities[n - 1];
        }
        probabilities[0] *= fails;
    }

    /** Lets a Poisson number of events join. */
    static void joinPoisson(double mean, double[] probabilities) {
        double none = Math.exp(-mean);
        for (int n = probabilities.length - 1; n >= 0; n--) {
            double sum = 0;
            double term = none;
            for (int more = 0; more <= n; more++) {
                sum += term * probabilities[n - more];
                term *= mean / (more + 1);
            }
            probabilities[n] = sum;
        }
    }

    private void begin(int certain) {
        Arrays.fill(levels[0], 0);
        if (certain < levels[0].length) {
            levels[0][certain] = 1;
        }
    }

    /** The level's probabilities are those of all events outside [from, to). */
    private void halve(int from, int to, int level, Others others) {
        double[] outside = levels[level];
        if (to - from == 1) {
            others.accept(from, outside);
            return;
        }
        int middle = (from + to) >>> 1;
        double[] more = levels[level + 1];
        System.arraycopy(outside, 0, more, 0, outside.length);
        join(middle, to, more);
        halve(from, middle, level + 1, others);
        System.arraycopy(outside, 0, more, 0, outside.length);
        join(from, middle, more);
        halve(middle, to, level + 1, others);
    }

    private void join(int from, int to, double[] probabilities) {
        for (int i = from; i < to; i++) {
            join(events[i], probabilities);
        }
    }
}
