package dev.banditstreams.bandit;

/**
 * What a policy sees of the arms that it ranks: columns, of which the first {@code count} elements count.
 *
 * <p>They are the caller's, and filled again for the next request.
 *
 * @param items {@link Seeds#item} of each
 * @param alpha of the posterior
 * @param beta likewise
 * @param scaleAlpha {@link BetaSampler#scale} of alpha
 * @param scaleBeta likewise of beta
 * @param successes the arm's own, without its prior; only where the policy {@link Policy#readsCounts}
 * @param trials likewise
 */
public record Arms(
        int count,
        long[] items,
        double[] alpha,
        double[] beta,
        double[] scaleAlpha,
        double[] scaleBeta,
        double[] successes,
        double[] trials) {

    /** Trials of all arms together: what an index policy takes for the time that has passed. */
    public double allTrials() {
        double sum = 0;
        for (int i = 0; i < count; i++) {
            sum += trials[i];
        }
        return sum;
    }
}
