package dev.banditstreams.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One place of a slate.
 *
 * @param rank from 1
 * @param draw the sample of Beta(alpha, beta)
 * @param score what ranked the item, the greatest first, where that is not the draw: a mean, an index, a uniform number
 * @param alpha posterior: prior plus counted successes
 * @param beta posterior: prior plus counted failures
 * @param n trials counted in the arm
 * @param propensity probability that the policy puts this item at this rank; null: see {@code propensityReason}
 * @param rules the rules that moved the item, in the order in which they were applied
 */
public record RankedItem(
        String itemId,
        int rank,
        double draw,
        @Nullable Double score,
        double alpha,
        double beta,
        double priorAlpha,
        double priorBeta,
        long n,
        FeatureOrigin featureSource,
        @Nullable Double propensity,
        @Nullable String propensityReason,
        List<String> rules) {
    public RankedItem {
        rules = List.copyOf(rules);
    }
}
