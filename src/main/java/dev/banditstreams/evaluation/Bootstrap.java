package dev.banditstreams.evaluation;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Percentile intervals from samples that are drawn anew, with replacement (Efron, 1979): of units, or of blocks of
 * units where there are very many, which costs no more for a million rows than for {@value #MOST_BLOCKS}.
 *
 * <p>The outcome model stays as it was fitted, so its own uncertainty is in no interval.
 */
final class Bootstrap {

    /** More units than these are drawn as blocks. */
    static final int MOST_BLOCKS = 20_000;

    private static final double LOWER = 0.025;
    private static final double UPPER = 0.975;

    /** The 2.5 % and the 97.5 % point; NaN if they aren't defined. */
    record Interval(double low, double high) {
        static final Interval NONE = new Interval(Double.NaN, Double.NaN);
    }

    private Bootstrap() {}

    /**
     * One interval for each ratio.
     *
     * @param samples how many to draw; with 0 there are no intervals
     */
    static List<Interval> intervals(Sums sums, List<Ratio> ratios, int samples, long seed) {
        double[][] values = new double[ratios.size()][samples];
        SplittableRandom random = new SplittableRandom(seed);
        int[] counts = new int[sums.blocks()];
        double[] drawn = new double[Term.COUNT];
        for (int i = 0; i < samples; i++) {
            Arrays.fill(counts, 0);
            for (int j = 0; j < counts.length; j++) {
                counts[random.nextInt(counts.length)]++;
            }
            Arrays.fill(drawn, 0);
            sums.addBlocks(drawn, block -> counts[block]);
            for (int j = 0; j < values.length; j++) {
                values[j][i] = ratios.get(j).value(drawn);
            }
        }
        return Arrays.stream(values).map(Bootstrap::interval).toList();
    }

    private static Interval interval(double[] values) {
        // Of a sample without any weight, a self-normalised estimator has no value.
        double[] defined = Arrays.stream(values)
                .filter(value -> !Double.isNaN(value))
                .sorted()
                .toArray();
        return defined.length == 0 ? Interval.NONE : new Interval(point(defined, LOWER), point(defined, UPPER));
    }

    private static double point(double[] sorted, double share) {
        double place = share * (sorted.length - 1);
        int below = (int) place;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }
}
