package dev.banditstreams.topology;

import dev.banditstreams.bandit.BetaSampler;
import dev.banditstreams.bandit.Posterior;
import dev.banditstreams.topology.ScoringOptions.Prior;
import dev.banditstreams.topology.ScoringOptions.Priors;
import java.util.Arrays;

/**
 * Posteriors from counts: the evidence of the item's other cohorts and of its features goes into the prior, the arm's
 * own on top. Immutable: other constants are another chain.
 */
final class PriorChain {

    /** By the number of the group; 0 is the prior of all others. */
    private final Prior[] priors;

    /** What an item is drawn from of which nothing is known, as {@link ArmColumns} has it. */
    final long[] untouched = new long[ArmColumns.STRIDE];

    PriorChain(Priors priors, ItemGroups groups) {
        Prior[] all = {priors.whole()};
        for (var own : priors.byGroup().entrySet()) {
            int group = groups.number(own.getKey());
            int known = all.length;
            if (group >= known) {
                all = Arrays.copyOf(all, group + 1);
                Arrays.fill(all, known, group, priors.whole());
            }
            all[group] = own.getValue();
        }
        this.priors = all;
        ArmDetail prior = new ArmDetail();
        var unused = posterior(0, 0, 0, 0, 0, 0, 0, prior);
        untouched[ArmColumns.ALPHA] = Double.doubleToRawLongBits(prior.alpha);
        untouched[ArmColumns.BETA] = Double.doubleToRawLongBits(prior.beta);
        untouched[ArmColumns.SCALE_ALPHA] = Double.doubleToRawLongBits(BetaSampler.scale(prior.alpha));
        untouched[ArmColumns.SCALE_BETA] = Double.doubleToRawLongBits(BetaSampler.scale(prior.beta));
    }

    /**
     * The posterior of an arm, which the tables hold and recommendations explain: in one place, because both have to be
     * the same to the bit.
     *
     * @param group of the item, see {@link ItemGroups}
     * @param impressions of the item's features
     * @param clicks likewise
     * @param otherTrials of the item's other arms
     * @param otherSuccesses likewise
     * @param successes of the arm itself
     * @param failures likewise
     * @param into gets all but the trials
     * @return false: it was out of range, so that the prior of an item of which nothing else is known took its place
     */
    boolean posterior(
            int group,
            double impressions,
            double clicks,
            double otherTrials,
            double otherSuccesses,
            double successes,
            double failures,
            ArmDetail into) {
        Prior prior = group < priors.length ? priors[group] : priors[0];
        setPrior(
                prior,
                Posterior.priorMean(
                        prior.mean(), prior.globalStrength(), clicks + otherSuccesses, impressions + otherTrials),
                into);
        into.alpha = into.priorAlpha + successes;
        into.beta = into.priorBeta + failures;
        into.successes = successes;
        into.failures = failures;
        if (BetaSampler.valid(into.alpha, into.beta)) {
            return true;
        }
        setPrior(prior, prior.mean(), into);
        into.alpha = into.priorAlpha;
        into.beta = into.priorBeta;
        return false;
    }

    /** An item with much evidence and no success has a prior near 0, which the sampler's range ends above. */
    private static void setPrior(Prior prior, double mean, ArmDetail into) {
        into.priorAlpha = Math.max(BetaSampler.LEAST, prior.itemStrength() * mean);
        into.priorBeta = Math.max(BetaSampler.LEAST, prior.itemStrength() * (1 - mean));
    }
}
