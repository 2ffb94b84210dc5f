package dev.banditstreams.bandit;

/**
 * How arms are ranked: a key for each, of which the smallest is the best. Equal keys are ordered by a hash of (seed,
 * item), see {@link TopK}.
 *
 * <p>A policy reads columns, so another kind of posterior or the features of a linear model would be further columns of
 * {@link Arms}. For one thread: a policy may keep arrays for the next request.
 */
public interface Policy {

    /** As it is named in settings and recommendations. */
    String name();

    /** Whether it reads the arms' own counts beside their posteriors. */
    default boolean readsCounts() {
        return false;
    }

    /** Whether an arm's key is made of its own counts, and not of its posterior. */
    default boolean ranksByCounts() {
        return false;
    }

    /** @param keys gets {@code arms.count()} numbers, none NaN */
    void keys(long seed, Arms arms, double[] keys);

    /** What a key stands for, the greatest the best; NaN: the draw of {@link BetaSampler}. */
    double score(double key);

    /** Whether {@link #propensities} takes so long that it is worth it for a sample of the requests only. */
    default boolean propensitiesAreCostly() {
        return false;
    }

    /**
     * The probability, over all seeds, of each chosen arm at its place.
     *
     * @param keys of the arms, as {@link #keys} gave them
     * @param slate indices of the chosen arms, best first; the first {@code k} count
     * @param into gets {@code k} numbers in [0, 1]
     */
    void propensities(Arms arms, double[] keys, int[] slate, int k, double[] into);
}
