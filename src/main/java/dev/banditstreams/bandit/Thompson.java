package dev.banditstreams.bandit;

/**
 * Thompson sampling: one draw from each posterior, the best draws win (Thompson, "On the Likelihood that One Unknown
 * Probability Exceeds Another in View of the Evidence of Two Samples", Biometrika 1933; Chapelle and Li, "An Empirical
 * Evaluation of Thompson Sampling", NIPS 2011). All places come of the same draws.
 */
final class Thompson implements Policy {

    private final SlatePropensities propensities = new SlatePropensities();

    @Override
    public String name() {
        return PolicyKind.THOMPSON.toString();
    }

    @Override
    public void keys(long seed, Arms arms, double[] keys) {
        BetaSampler.oddsAgainst(
                seed, arms.items(), arms.alpha(), arms.beta(), arms.scaleAlpha(), arms.scaleBeta(), arms.count(), keys);
    }

    @Override
    public double score(double key) {
        return Double.NaN;
    }

    @Override
    public boolean propensitiesAreCostly() {
        return true;
    }

    @Override
    public void propensities(Arms arms, double[] keys, int[] slate, int k, double[] into) {
        propensities.compute(arms.alpha(), arms.beta(), arms.count(), slate, k, into);
    }
}
