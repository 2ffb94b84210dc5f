package dev.banditstreams.evaluation;

import dev.banditstreams.bandit.BetaProbability;
import dev.banditstreams.bandit.BetaSampler;

/**
 * What is believed of an item's rate. NaN where the parameters are out of range.
 *
 * @param low 2.5 % of its draws lie below
 * @param high 2.5 % of its draws lie above
 */
public record ExplainedPosterior(double alpha, double beta, double mean, double low, double high) {

    private static final double BEYOND = 0.025;

    static ExplainedPosterior of(Contender contender) {
        double alpha = contender.alpha();
        double beta = contender.beta();
        return contender.valid()
                ? new ExplainedPosterior(
                        alpha,
                        beta,
                        contender.mean(),
                        BetaProbability.quantile(alpha, beta, BEYOND),
                        BetaProbability.quantile(alpha, beta, 1 - BEYOND))
                : new ExplainedPosterior(alpha, beta, Double.NaN, Double.NaN, Double.NaN);
    }

    /** The probability that another draw is greater than a contender's own; NaN if it can't be drawn. */
    static double above(Contender contender) {
        return Double.isNaN(contender.odds())
                ? Double.NaN
                : BetaProbability.above(contender.alpha(), contender.beta(), -BetaSampler.logOdds(contender.odds()));
    }
}
