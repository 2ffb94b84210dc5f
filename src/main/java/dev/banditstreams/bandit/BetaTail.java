package dev.banditstreams.bandit;

/** Upper tail of Beta(alpha, beta) over the log-odds. */
final class BetaTail {

    private static final double PRECISION = 0x1.0p-51;

    /** Numerators and denominators of the fraction are kept below; only their ratio counts. */
    private static final double LARGE = 0x1.0p300;

    /** From here on the fraction takes thousands of steps near the peak, and integration is faster. */
    private static final double LARGE_SHAPE = 1e6;

    private BetaTail() {}

    /**
     * P(more than these log-odds) / density there: Mills's ratio, which doesn't underflow with the tail.
     *
     * @param density of (alpha, beta)
     * @param logAt its logarithm there
     * @param x the probability that belongs to the log-odds
     * @param y 1 - x
     * @return infinite where the density is so small, below the peak, that its inverse is
     */
    static double mills(
            double alpha, double beta, LogOddsDensity density, double logOdds, double logAt, double x, double y) {
        if (Math.min(alpha, beta) > LARGE_SHAPE) {
            return logOdds >= density.peak()
                    ? integrated(density.mirrored(), -logOdds)
                    : Math.exp(-logAt) - integrated(density, logOdds);
        }
        return x < (alpha + 1) / (alpha + beta + 2)
                ? Math.exp(-logAt) - fraction(alpha, beta, x, y)
                : fraction(beta, alpha, y, x);
    }

    /**
     * I_x(a, b) / (x^a y^b / B(a, b)) by the continued fraction of Didonato and Morris, "Algorithm 708: Significant
     * Digit Computation of the Incomplete Beta Function Ratios" (1992), in Wallis's forward form.
     *
     * @param x at most about a / (a + b)
     * @param y 1 - x
     */
    private static double fraction(double a, double b, double x, double y) {
        double first = 1 + a * y - b * x;
        double inverse = 1 / (a + 1);
        double numeratorBefore = 0;
        double denominatorBefore = 1;
        double numerator = 1;
        double denominator = a * first * inverse;
        double n = 1;
        while (true) {
            double even = n * (b - n) * x * inverse;
            double step = (a + n - 1) * (a + b + n - 1) * inverse * x * even;
            inverse = 1 / (a + 2 * n + 1);
            double constant = n + even + (a + n) * inverse * (first + n * (1 + y));
            double numeratorNext = constant * numerator + step * numeratorBefore;
            double denominatorNext = constant * denominator + step * denominatorBefore;
            numeratorBefore = numerator;
            denominatorBefore = denominator;
            numerator = numeratorNext;
            denominator = denominatorNext;
            double cross = numerator * denominatorBefore;
            if (Math.abs(cross - numeratorBefore * denominator) <= PRECISION * Math.abs(cross)) {
                return numerator / denominator;
            }
            if (denominator > LARGE) {
                numeratorBefore /= LARGE;
                denominatorBefore /= LARGE;
                numerator /= LARGE;
                denominator /= LARGE;
            }
            n++;
        }
    }

    /** P(less) / density, panel by panel. */
    private static double integrated(LogOddsDensity density, double logOdds) {
        double logAt = density.logAt(logOdds);
        double high = logOdds;
        double sum = 0;
        while (true) {
            double width = density.width(high, Double.NEGATIVE_INFINITY);
            double panel = 0;
            for (int node = 0; node < LogOddsDensity.RULE.points; node++) {
                panel += LogOddsDensity.RULE.weight[node]
                        * Math.exp(density.logAt(high - width * LogOddsDensity.RULE.node[node]) - logAt);
            }
            sum += width * panel;
            if (width * panel < PRECISION * sum) {
                return sum;
            }
            high -= width;
        }
    }
}
