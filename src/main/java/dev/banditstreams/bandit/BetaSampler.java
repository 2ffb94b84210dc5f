package dev.banditstreams.bandit;

/**
 * Draws from Beta(alpha, beta): sampler version 2, exact, and specified to the bit in {@code docs/sampler.md}.
 *
 * <p>A draw is X / (X + Y) of Gamma draws X of shape alpha and Y of shape beta, each by Marsaglia and Tsang ("A Simple
 * Method for Generating Gamma Variables", 2000): with d = a - 1/3 and c = 1 / sqrt(9 d), d v for v = (1 + c x)^3 of a
 * normal x, accepted with probability h(x) = exp(x^2 / 2 + d - d v + d ln v). One 64-bit word gives the layer of the
 * {@link Ziggurat}, the place in it, and 12 bits of the uniform that h(x) is compared with; only where these don't
 * decide are more words used. The squeeze 1 - s x^4 &lt;= h(x) has s = 0.19863 c^2, fitted to the shape: the paper's
 * 0.0331 is its value for shape 1, and sends a tenth of the normals to the logarithms whatever the shape.
 *
 * <p>A shape below 1 takes a draw of shape a + 1 times U^(1/a) (the same paper), in logarithms: as plain numbers both
 * Gammas can be 0, and X / (X + Y) NaN.
 *
 * <p>What is computed first is Y / X, the <em>odds against</em>: the smallest wins. It resolves what the draw doesn't:
 * Beta(1e6, 0.05) rounds to 1 in a third of the draws. {@link #draw} makes the draw of it, in the same order.
 *
 * <p>The random words of an item depend on (seed, item) alone: word n is mix((seed ^ item) + n 0x9E3779B97F4A7C15), see
 * {@link Seeds}. X takes the words 1, 3, 5, ..., Y the words 2, 4, 6, ..., so that neither waits for the other; word 0
 * breaks ties.
 *
 * <p>Only +, -, *, / and the square root are used, so that every JDK gives the same bits.
 */
public final class BetaSampler {

    /** Names this algorithm in recommendations. */
    public static final int SAMPLER_VERSION = 2;

    /** Parameters lie in [LEAST, MOST]. */
    public static final double LEAST = 1e-3;

    public static final double MOST = 1e12;

    private static final double THIRD = 1.0 / 3;
    private static final double UNIT = 0x1.0p-53;

    /** The first word's uniform comes in 4096 steps. */
    private static final int STEPS = 4096;

    private static final double SQUEEZE = 0.19863;
    private static final double SQUEEZE_IN_STEPS = SQUEEZE * STEPS;

    /** Odds whose logarithm is greater, or less than its negative, don't fit into a double; see {@link #odds}. */
    private static final double MOST_LOG_ODDS = Elementary.MOST_EXPONENT;

    private static final double MOST_ODDS = Elementary.exp(MOST_LOG_ODDS);

    private BetaSampler() {}

    /** Whether both parameters can be drawn from; false for NaN. */
    public static boolean valid(double alpha, double beta) {
        return alpha >= LEAST && alpha <= MOST && beta >= LEAST && beta <= MOST;
    }

    /** The constant c of a shape, which an arm holds with its parameters: a root and a division less in every draw. */
    public static double scale(double shape) {
        return 1 / Math.sqrt(9 * ((shape < 1 ? shape + 1 : shape) - THIRD));
    }

    /**
     * One draw.
     *
     * @param item {@link Seeds#item}
     * @return in [0, 1]
     * @throws IllegalArgumentException if the parameters are not {@link #valid}
     */
    public static double sample(long seed, long item, double alpha, double beta) {
        return draw(oddsAgainst(seed, item, alpha, beta));
    }

    /**
     * The odds against an item, (1 - draw) / draw: what items are ranked by, the smallest first. Beyond e^690 and below
     * e^-690 a number in the same order that is not the odds themselves.
     *
     * @param item {@link Seeds#item}
     * @return never NaN
     * @throws IllegalArgumentException if the parameters are not {@link #valid}
     */
    public static double oddsAgainst(long seed, long item, double alpha, double beta) {
        return oddsAgainst(seed ^ item, alpha, beta, scale(alpha), scale(beta), new GammaWords());
    }

    /**
     * The odds against many items, as {@link #oddsAgainst(long, long, double, double)} gives them one by one.
     *
     * @param items {@link Seeds#item} of each
     * @param scaleAlpha {@link #scale} of each alpha
     * @param scaleBeta {@link #scale} of each beta
     * @param count how many of the arrays' elements count
     * @param odds gets the result
     * @throws IllegalArgumentException if any parameters are not {@link #valid}
     */
    public static void oddsAgainst(
            long seed,
            long[] items,
            double[] alpha,
            double[] beta,
            double[] scaleAlpha,
            double[] scaleBeta,
            int count,
            double[] odds) {
        GammaWords words = new GammaWords();
        for (int i = 0; i < count; i++) {
            odds[i] = oddsAgainst(seed ^ items[i], alpha[i], beta[i], scaleAlpha[i], scaleBeta[i], words);
        }
    }

    /** The draw in [0, 1] that belongs to odds against; 0 and 1 where the odds are out of range. */
    public static double draw(double oddsAgainst) {
        if (oddsAgainst > MOST_ODDS) {
            return 0;
        }
        // One rounding after the other, each monotonic: smaller odds never have the smaller draw.
        return oddsAgainst <= 0 ? 1 : 1 / (1 + oddsAgainst);
    }

    /** Natural logarithm of odds against, also of those out of range. */
    public static double logOdds(double oddsAgainst) {
        if (oddsAgainst > MOST_ODDS) {
            return oddsAgainst / MOST_ODDS * MOST_LOG_ODDS;
        }
        return oddsAgainst <= 0 ? oddsAgainst : Elementary.ln(oddsAgainst);
    }

    private static double oddsAgainst(
            long start, double alpha, double beta, double scaleAlpha, double scaleBeta, GammaWords words) {
        if (alpha >= 1 && beta >= 1 && alpha <= MOST && beta <= MOST) {
            double x = (alpha - THIRD) * cube(start, 1, alpha - THIRD, scaleAlpha, words);
            double y = (beta - THIRD) * cube(start, 2, beta - THIRD, scaleBeta, words);
            return y / x;
        }
        if (!valid(alpha, beta)) {
            throw new IllegalArgumentException(
                    "Beta(" + alpha + ", " + beta + "): both parameters have to lie in [" + LEAST + ", " + MOST + "]");
        }
        return odds(
                logGamma(words.begin(start, 2), beta, scaleBeta) - logGamma(words.begin(start, 1), alpha, scaleAlpha));
    }

    /** e^log where that fits; beyond, what keeps the order. */
    private static double odds(double log) {
        if (log < -MOST_LOG_ODDS) {
            return log;
        }
        return log > MOST_LOG_ODDS ? MOST_ODDS * (log / MOST_LOG_ODDS) : Elementary.exp(log);
    }

    /** v of an accepted Gamma draw, mostly from one word: its normal is inside the ziggurat and under the squeeze. */
    private static double cube(long start, int side, double d, double c, GammaWords words) {
        long word = Seeds.mix(start + side * Seeds.GOLDEN);
        int layer = (int) word & (Ziggurat.LAYERS - 1);
        long position = (word >> 19) | 1;
        if (Math.abs(position) < Ziggurat.INSIDE[layer]) {
            double x = position * Ziggurat.WIDTH[layer];
            double square = x * x;
            // The first 12 bits of the uniform, rounded up, are under the squeeze; then 1 + c x is positive, too.
            if (((int) (word >>> 8) & (STEPS - 1)) + SQUEEZE_IN_STEPS * (c * c) * (square * square) <= STEPS - 1) {
                double root = 1 + c * x;
                return root * root * root;
            }
        }
        return words.begin(start, side).cube(d, c);
    }

    /** Logarithm of a Gamma(shape, 1) draw. */
    private static double logGamma(GammaWords words, double shape, double c) {
        double d = (shape < 1 ? shape + 1 : shape) - THIRD;
        double log = Elementary.ln(d * words.cube(d, c));
        return shape < 1 ? log + Elementary.ln(words.uniform()) / shape : log;
    }

    /** The words of one Gamma draw at a time, in their order; one for all draws, so that they make no garbage. */
    static final class GammaWords {

        private static final double NONE = Double.NaN;
        /** Every other word: those between are the other Gamma draw's. */
        private static final long STRIDE = Seeds.GOLDEN << 1;

        private long state;

        /** @param side 1: the words of X; 2: those of Y */
        GammaWords begin(long start, int side) {
            state = start + (side - 2) * Seeds.GOLDEN;
            return this;
        }

        /** v = (1 + c x)^3 of the first normal x that is accepted. */
        double cube(double d, double c) {
            while (true) {
                long word = next();
                double x = normal(word);
                double root = 1 + c * x;
                if (root > 0 && accepted(word, x, root * root * root, d, c)) {
                    return root * root * root;
                }
            }
        }

        /** In (0, 1). */
        double uniform() {
            return ((next() >>> 11) + 0.5) * UNIT;
        }

        private boolean accepted(long word, double x, double v, double d, double c) {
            double square = x * x;
            double squeezed = SQUEEZE_IN_STEPS * (c * c) * (square * square);
            int step = (int) (word >>> 8) & (STEPS - 1);
            if (step + squeezed <= STEPS - 1) {
                return true;
            }
            double uniform = step + uniform();
            return uniform + squeezed <= STEPS
                    || Elementary.ln(uniform / STEPS) < 0.5 * square + (d - d * v + d * Elementary.ln(v));
        }

        /** A normal from a word and, if need be, those that follow; NaN, which nothing accepts, if the word failed. */
        double normal(long word) {
            int layer = (int) word & (Ziggurat.LAYERS - 1);
            long position = (word >> 19) | 1;
            double x = position * Ziggurat.WIDTH[layer];
            if (Math.abs(position) < Ziggurat.INSIDE[layer]) {
                return x;
            }
            if (layer == 0) {
                return position < 0 ? -tail() : tail();
            }
            return Ziggurat.under(layer, x, uniform()) ? x : NONE;
        }

        /** Beyond R, by Marsaglia's method of 1964, as in the ziggurat's paper. */
        private double tail() {
            while (true) {
                double beyond = -Elementary.ln(uniform()) / Ziggurat.R;
                double height = -Elementary.ln(uniform());
                if (height + height > beyond * beyond) {
                    return Ziggurat.R + beyond;
                }
            }
        }

        long next() {
            state += STRIDE;
            return Seeds.mix(state);
        }
    }
}
