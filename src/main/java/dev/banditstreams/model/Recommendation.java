package dev.banditstreams.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The ranked answer to one scoring request.
 *
 * @param source the request's record
 * @param seed seed of every draw
 * @param explored whether the order is uniform, from the exploration floor
 * @param exploration the floor: probability of a uniform order, whatever the policy
 * @param halfLifeMs half-life of the counts behind alpha and beta, which are decayed to {@code acceptedAt}; 0: none
 * @param eligibleTrials trials of all eligible arms together, decayed likewise; 0 with policies that have no index
 * @param degraded why features are missing that a read should have brought; empty: nothing is
 * @param acceptedAt append time of the request, milliseconds since the epoch
 * @param answeredAt wall clock of the answer, milliseconds since the epoch
 * @param candidateCount distinct candidates
 * @param eligibleCount candidates that could be ranked
 * @param items the slate, best first
 */
public record Recommendation(
        String requestId,
        String userId,
        String placement,
        String cohort,
        SourcePosition source,
        long seed,
        int samplerVersion,
        String policy,
        String policyVersion,
        boolean explored,
        double exploration,
        long halfLifeMs,
        double eligibleTrials,
        List<String> degraded,
        long acceptedAt,
        long answeredAt,
        int candidateCount,
        int eligibleCount,
        List<RankedItem> items,
        @Nullable Audit audit) {
    public Recommendation {
        degraded = List.copyOf(degraded);
        items = List.copyOf(items);
    }
}
