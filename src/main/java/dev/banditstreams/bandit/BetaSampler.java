package dev.banditstreams.bandit;

/**
 * Draws from Beta(alpha, beta): sampler version 1, exact and plain.
 *
 * <p>The draw of an item depends on (seed, item, alpha, beta) alone, and to the bit, so that others can recompute it:
 *
 * <ul>
 *   <li>The random numbers are the SplitMix64 stream that starts at mix(seed ^ item): each step adds 0x9E3779B97F4A7C15
 *       to the state and mixes it ({@link Seeds}). A uniform is ((step &gt;&gt;&gt; 11) + 1) 2^-53, in (0, 1].
 *   <li>The draw is 1 / (1 + exp(y - x)), where x and then y are logarithms of Gamma draws of shape alpha and beta.
 *   <li>A Gamma draw of shape a &gt;= 1 is made as by Marsaglia and Tsang ("A Simple Method for Generating Gamma
 *       Variables", 2000), without their squeeze: d = a - 1/3, c = 1 / sqrt(9 d). An attempt takes a normal z by Box
 *       and Muller, sqrt(-2 log u1) cos(2 pi u2), fails if 1 + c z &lt;= 0, and else with v = (1 + c z)^3 takes u3 and
 *       succeeds if log u3 &lt; 0.5 z z + d - d v + d log v; its logarithm is log(d v).
 *   <li>One of shape a &lt; 1 first takes u0, then a draw of shape a + 1, and adds log(u0) / a: the boost of the same
 *       paper, kept in log space, because as plain numbers both Gammas can be 0.
 * </ul>
 *
 * <p>Only {@link StrictMath} is used, so that every Java gives the same bits.
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
