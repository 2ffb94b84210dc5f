package dev.banditstreams.topology;

import dev.banditstreams.bandit.BetaSampler;
import dev.banditstreams.bandit.Posterior;
import dev.banditstreams.model.Millionths;
import dev.banditstreams.topology.ScoringOptions.Prior;

/**
 * Posteriors from counts: the evidence of the item's other cohorts and of its features goes into the prior, the arm's
 * own on top.
 */
final class PriorChain {

    private final Prior prior;

    PriorChain(Prior prior) {
        this.prior = prior;
    }

    /**
     * The posterior of an arm, which the tables hold and recommendations explain: in one place, because both have to be
     * the same to the bit.
     *
     * @param impressions of the item's features
     * @param clicks likewise
     * @param otherTrials of the item's other arms
     * @param otherSuccesses likewise, in {@link Millionths}
     * @param successes of the arm itself, in {@link Millionths}
     * @param failures likewise
     * @return false: it was out of range, so that the prior of an item of which nothing else is known took its place
     */
    boolean posterior(
            double impressions,
            double clicks,
            long otherTrials,
            long otherSuccesses,
            long successes,
            long failures,
            ArmDetail into) {
        setPrior(
                Posterior.priorMean(
                        prior.mean(),
                        prior.globalStrength(),
                        clicks + Millionths.toDouble(otherSuccesses),
                        impressions + otherTrials),
                into);
        into.alpha = into.priorAlpha + Millionths.toDouble(successes);
        into.beta = into.priorBeta + Millionths.toDouble(failures);
        into.trials = (successes + failures) / Millionths.ONE;
        if (BetaSampler.valid(into.alpha, into.beta)) {
            return true;
        }
        setPrior(prior.mean(), into);
        into.alpha = into.priorAlpha;
        into.beta = into.priorBeta;
        return false;
    }

    /** An item with much evidence and no success has a prior near 0, which the sampler's range ends above. */
    private void setPrior(double mean, ArmDetail into) {
        into.priorAlpha = Math.max(BetaSampler.LEAST, prior.itemStrength() * mean);
        into.priorBeta = Math.max(BetaSampler.LEAST, prior.itemStrength() * (1 - mean));
    }
}
