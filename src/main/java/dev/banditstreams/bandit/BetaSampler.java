package dev.banditstreams.bandit;

/**
 * Draws from Beta(alpha, beta): sampler version 1, exact and plain.
 *
 * <p>The draw of an item depends on (seed, item, alpha, beta) alone. Its random numbers are the SplitMix64 stream that
 * starts at mix(seed ^ item). Beta is G(alpha) / (G(alpha) + G(beta)) with Gamma draws by Marsaglia and Tsang ("A
 * Simple Method for Generating Gamma Variables", 2000), normals by Box and Muller's cosine, and for shapes below 1 the
 * boost G(a + 1) U^(1/a) of the same paper, kept in log space: as plain numbers both Gammas can be 0. Only
 * {@link StrictMath} is used, so that every Java gives the same bits.
 */
public final class BetaSampler {

    /** Names this algorithm in recommendations. */
    public static final int SAMPLER_VERSION = 1;

    /** Parameters lie in [LEAST, MOST]. */
    public static final double LEAST = 1e-3;

    public static final double MOST = 1e12;

    private static final double UNIT = 0x1.0p-53;

    private BetaSampler() {}

    /** Whether both parameters can be drawn from; false for NaN. */
    public static boolean valid(double alpha, double beta) {
        return alpha >= LEAST && alpha <= MOST && beta >= LEAST && beta <= MOST;
    }

    /**
     * One draw.
     *
     * @param item {@link Seeds#item}
     * @return in [0, 1]
     * @throws IllegalArgumentException if the parameters are not {@link #valid}
     */
    public static double sample(long seed, long item, double alpha, double beta) {
        if (!valid(alpha, beta)) {
            throw new IllegalArgumentException(
                    "Beta(" + alpha + ", " + beta + "): both parameters have to lie in [" + LEAST + ", " + MOST + "]");
        }
        Stream stream = new Stream(Seeds.mix(seed ^ item));
        double x = logGamma(stream, alpha);
        double y = logGamma(stream, beta);
        // x / (x + y) of the exponentials, without leaving log space: the logistic function of their difference.
        return 1 / (1 + StrictMath.exp(y - x));
    }

    /** Logarithm of a Gamma(shape, 1) draw. */
    private static double logGamma(Stream stream, double shape) {
        if (shape >= 1) {
            return logGammaFromOne(stream, shape);
        }
        double boost = StrictMath.log(stream.open()) / shape;
        return logGammaFromOne(stream, shape + 1) + boost;
    }

    private static double logGammaFromOne(Stream stream, double shape) {
        double d = shape - 1.0 / 3;
        double c = 1 / StrictMath.sqrt(9 * d);
        while (true) {
            double normal = stream.normal();
            double root = 1 + c * normal;
            if (root <= 0) {
                continue;
            }
            double v = root * root * root;
            if (StrictMath.log(stream.open()) < 0.5 * normal * normal + d - d * v + d * StrictMath.log(v)) {
                return StrictMath.log(d * v);
            }
        }
    }

    /** SplitMix64. The compiler keeps it off the heap: it never leaves {@link #sample}. */
    private static final class Stream {

        private long state;

        Stream(long state) {
            this.state = state;
        }

        private long next() {
            state += Seeds.GOLDEN;
            return Seeds.mix(state);
        }

        /** In (0, 1]. */
        double open() {
            return ((next() >>> 11) + 1) * UNIT;
        }

        double normal() {
            double radius = StrictMath.sqrt(-2 * StrictMath.log(open()));
            return radius * StrictMath.cos(2 * StrictMath.PI * open());
        }
    }
}
