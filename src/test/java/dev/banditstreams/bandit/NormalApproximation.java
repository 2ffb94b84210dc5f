package dev.banditstreams.bandit;

import java.util.SplittableRandom;

/** A broken double of the kernel: draws from the normal with the mean and the variance of the Beta, cut to (0, 1). */
final class NormalApproximation {

    private static final double EDGE = 1e-12;

    private NormalApproximation() {}

    static void oddsAgainst(long seed, long[] items, double alpha, double beta, double[] odds) {
        for (int i = 0; i < items.length; i++) {
            odds[i] = oddsAgainst(seed, items[i], alpha, beta);
        }
    }

    static double oddsAgainst(long seed, long item, double alpha, double beta) {
        double mean = alpha / (alpha + beta);
        double spread = Math.sqrt(mean * (1 - mean) / (alpha + beta + 1));
        double normal = new SplittableRandom(seed ^ item).nextGaussian();
        double draw = Math.min(Math.max(mean + spread * normal, EDGE), 1 - EDGE);
        return (1 - draw) / draw;
    }
}
