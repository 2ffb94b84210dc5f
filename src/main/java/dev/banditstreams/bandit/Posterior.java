package dev.banditstreams.bandit;

/** The prior chain: what is known of an item beside one arm's own counts. */
public final class Posterior {

    private Posterior() {}

    /**
     * Mean of an arm's prior: the group's mean, corrected by the item's other evidence.
     *
     * @param groupMean mu_g, in (0, 1)
     * @param groupStrength M, in pseudo-impressions
     * @param otherSuccesses of the item outside the arm: from its features and its other cohorts
     * @param otherTrials likewise
     */
    public static double priorMean(double groupMean, double groupStrength, double otherSuccesses, double otherTrials) {
        return (groupStrength * groupMean + otherSuccesses) / (groupStrength + otherTrials);
    }
}
