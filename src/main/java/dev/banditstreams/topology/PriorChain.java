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
     * Mean of an arm's prior.
     *
     * @param impressions of the item's features
     * @param clicks likewise
     * @param trials of the item's other arms
     * @param successes likewise, in {@link Millionths}
     */
    double mean(double impressions, double clicks, long trials, long successes) {
        return Posterior.priorMean(
                prior.mean(), prior.globalStrength(), clicks + Millionths.toDouble(successes), impressions + trials);
    }

    /** Mean of the prior of an item of which nothing else is known. */
    double mean() {
        return prior.mean();
    }

    /** An item with much evidence and no success has a prior near 0, which the sampler's range ends above. */
    double alpha(double mean) {
        return Math.max(BetaSampler.LEAST, prior.itemStrength() * mean);
    }

    double beta(double mean) {
        return Math.max(BetaSampler.LEAST, prior.itemStrength() * (1 - mean));
    }
}
