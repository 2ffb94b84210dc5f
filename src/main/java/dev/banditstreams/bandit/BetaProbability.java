package dev.banditstreams.bandit;

/** Where a number lies in Beta(alpha, beta). */
public final class BetaProbability {

    private BetaProbability() {}

    /**
     * The probability of a greater draw, to an absolute error of 1e-10.
     *
     * @param alpha in [{@value BetaSampler#LEAST}, {@value BetaSampler#MOST}]
     * @param beta likewise
     * @param logOdds ln(x / (1 - x)) of the number x
     * @return in [0, 1]
     * @throws IllegalArgumentException if a parameter is out of range or the log-odds are NaN
     */
    public static double above(double alpha, double beta, double logOdds) {
        Shapes.check(alpha, beta);
        if (Double.isNaN(logOdds)) {
            throw new IllegalArgumentException("the log-odds are NaN");
        }
        LogOddsDensity density = new LogOddsDensity(alpha, beta);
        if (logOdds >= density.top()) {
            return 0;
        }
        if (logOdds <= density.bottom()) {
            return 1;
        }
        double logAt = density.logAt(logOdds);
        double mills =
                BetaTail.mills(alpha, beta, density, logOdds, logAt, Logistic.of(logOdds), Logistic.of(-logOdds));
        return Math.max(0, Math.min(1, Math.exp(logAt) * mills));
    }

    /**
     * The number below which a draw lies with a probability, to a relative error of 1e-10.
     *
     * @param alpha in [{@value BetaSampler#LEAST}, {@value BetaSampler#MOST}]
     * @param beta likewise
     * @param probability in [0, 1]
     * @return in [0, 1]
     * @throws IllegalArgumentException if a parameter is out of range or the probability is
     */
    public static double quantile(double alpha, double beta, double probability) {
        if (!(probability >= 0 && probability <= 1)) {
            throw new IllegalArgumentException("the probability is " + probability + ", expected one in [0, 1]");
        }
        return BayesUcb.index(alpha, beta, 1 / (1 - probability));
    }
}
