package dev.banditstreams.evaluation;

import dev.banditstreams.bandit.ThompsonPropensities;

/**
 * One draw of every eligible item's Beta distribution, the largest draws in order: Thompson sampling that doesn't
 * learn.
 */
public final class ThompsonPolicy implements TargetPolicy {

    private final double[] alpha;
    private final double[] beta;

    /**
     * Takes the arrays as they are.
     *
     * @param alpha by item; NaN: not known
     * @param beta likewise
     */
    public ThompsonPolicy(double[] alpha, double[] beta) {
        this.alpha = alpha;
        this.beta = beta;
    }

    @Override
    public PolicyTable table(int[] eligible, int positions) {
        double[] alphas = new double[eligible.length];
        double[] betas = new double[eligible.length];
        for (int i = 0; i < eligible.length; i++) {
            alphas[i] = alpha[eligible[i]];
            betas[i] = beta[eligible[i]];
        }
        return new PolicyTable(eligible, ThompsonPropensities.table(alphas, betas, positions));
    }
}
