package dev.banditstreams.bandit;

/**
 * Quantiles of Beta(alpha, beta), where to start from. For shapes from 1 up they are within 1.3 standard deviations of
 * the log-odds down to tails of 1e-12, and mostly within a tenth of one; for shapes below 1 they may be far off where
 * the other is large.
 */
final class BetaQuantile {

    private BetaQuantile() {}

    /**
     * Log-odds above which lies about a part of the draws.
     *
     * @param tail in (0, 1/2]
     */
    static double approximate(double alpha, double beta, double tail) {
        if (alpha < 1 || beta < 1) {
            return byPowers(alpha, beta, tail);
        }
        double z = normal(tail);
        double p = 1 / (9 * alpha);
        double q = 1 / (9 * beta);
        double leading = (1 - q) * (1 - q) - z * z * q;
        return leading > 0.3 ? byCubeRoot(alpha, beta, z, p, q, leading) : byTail(alpha, beta, tail);
    }

    /** Of the standard normal distribution, absolute error below 4.5e-4 (Abramowitz and Stegun, 26.2.23). */
    static double normal(double tail) {
        double s = Math.sqrt(-2 * Math.log(tail));
        return s - (2.515517 + s * (0.802853 + s * 0.010328)) / (1 + s * (1.432788 + s * (0.189269 + s * 0.001308)));
    }

    /** The cube root of F = beta x / (alpha (1 - x)) is nearly a ratio of normals (Paulson 1942; 26.6.15 there). */
    private static double byCubeRoot(double alpha, double beta, double z, double p, double q, double leading) {
        double root = Math.sqrt((1 - p) * (1 - p) * q + p * leading);
        return 3 * Math.log(((1 - p) * (1 - q) + z * root) / leading) + Math.log(alpha / beta);
    }

    /** For small beta: a tail that small is all but (1 - x)^beta / (beta B). */
    private static double byTail(double alpha, double beta, double tail) {
        return ofUpper((Math.log(beta * tail) + LogOddsDensity.logBeta(alpha, beta)) / beta);
    }

    /** With a shape below 1, by the powers that the density has at the ends (Numerical Recipes, 6.4). */
    private static double byPowers(double alpha, double beta, double tail) {
        double sum = alpha + beta;
        double low = Math.exp(alpha * Math.log(alpha / sum)) / alpha;
        double high = Math.exp(beta * Math.log(beta / sum)) / beta;
        if ((1 - tail) * (low + high) < low) {
            double logX = Math.log(alpha * (low + high) * (1 - tail)) / alpha;
            return logX - Math.log(-Math.expm1(logX));
        }
        return ofUpper(Math.log(beta * (low + high) * tail) / beta);
    }

    /** Log-odds of x where ln(1 - x) is given. */
    private static double ofUpper(double logRest) {
        double least = Math.min(logRest, -Double.MIN_NORMAL);
        return Math.log(-Math.expm1(least)) - least;
    }
}
