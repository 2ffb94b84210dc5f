package dev.banditstreams.bandit;

/**
 * Index of Bayes-UCB: the quantile 1 - 1/t of the arm's posterior (Kaufmann, Cappé, Garivier, "On Bayesian Upper
 * Confidence Bounds for Bandit Problems", AISTATS 2012, algorithm 1 without the horizon: c = 0).
 */
public final class BayesUcb {

    /** A step that is this part of the density's scale leaves an error of its fourth power. */
    private static final double LAST_STEP = 1e-3;

    /** Newton's is taken where the derivatives have no digits left: shapes of 1e10 far from the quantile. */
    private static final double LAST_NEWTON_STEP = 1e-9;

    private static final int MOST_STEPS = 100;

    private BayesUcb() {}

    /**
     * The quantile 1 - 1/t of Beta(alpha, beta), to a relative error of 1e-10.
     *
     * @param alpha in [{@value BetaSampler#LEAST}, {@value BetaSampler#MOST}]
     * @param beta likewise
     * @param t one more than the trials of all eligible arms; 1 and less has the index 0
     * @return in [0, 1]
     * @throws IllegalArgumentException if a parameter is out of range or t is NaN
     */
    public static double index(double alpha, double beta, double t) {
        Shapes.check(alpha, beta);
        if (Double.isNaN(t)) {
            throw new IllegalArgumentException("t is NaN");
        }
        if (t <= 1) {
            return 0;
        }
        if (t == Double.POSITIVE_INFINITY) {
            return 1;
        }
        // From the smaller tail, which keeps its digits.
        return t < 2 ? Logistic.of(-logOdds(beta, alpha, (t - 1) / t)) : Logistic.of(logOdds(alpha, beta, 1 / t));
    }

    /**
     * Log-odds above which lies a tail.
     *
     * @param tail in (0, 1/2]; a greater one loses digits
     */
    static double logOdds(double alpha, double beta, double tail) {
        LogOddsDensity density = new LogOddsDensity(alpha, beta);
        double logTail = Math.log(tail);
        double scale = Math.max(1, density.sharpness());
        double least = Double.NEGATIVE_INFINITY;
        double most = Double.POSITIVE_INFINITY;
        double at = BetaQuantile.approximate(alpha, beta, tail);
        for (int i = 0; i < MOST_STEPS; i++) {
            double x = Logistic.of(at);
            double y = Logistic.of(-at);
            double logAt = density.logAt(at);
            double mills = BetaTail.mills(alpha, beta, density, at, logAt, x, y);
            double excess = mills < Double.POSITIVE_INFINITY ? logAt + Math.log(mills) - logTail : -logTail;
            if (excess > 0) {
                least = at;
            } else {
                most = at;
            }
            double newton = excess * mills;
            double bend = bend(newton, mills, alpha * y - beta * x, (alpha + beta) * x * y);
            boolean smooth = bend > 0.5 && bend < 2;
            double step = smooth ? newton * bend : newton;
            at += step;
            if (Math.abs(step) * scale < (smooth ? LAST_STEP : LAST_NEWTON_STEP)) {
                return at;
            }
            if (!(at > least && at < most)) {
                at = between(least, most);
            }
        }
        return at;
    }

    /**
     * Householder's step of the fourth order for the logarithm of the tail, by Newton's. With h = 1 / mills its first
     * three derivatives are -h, -h (slope + h) and -h ((slope + 2 h) (slope + h) - curvature), of slope and curvature
     * of the logarithm of the density.
     */
    private static double bend(double newton, double mills, double slope, double curvature) {
        double h = 1 / mills;
        double second = newton * (slope + h);
        double third = newton * newton * ((slope + 2 * h) * (slope + h) - curvature);
        return (1 + second / 2) / (1 + second + third / 6);
    }

    /** A point of a bracket, one side of which may still be open. */
    private static double between(double least, double most) {
        if (least == Double.NEGATIVE_INFINITY) {
            return most - 1 - Math.abs(most);
        }
        return most == Double.POSITIVE_INFINITY ? least + 1 + Math.abs(least) : least + (most - least) / 2;
    }
}
