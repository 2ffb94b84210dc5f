package dev.banditstreams.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The ranked answer to one scoring request.
 *
 * @param source the request's record
 * @param seed seed of every draw
 * @param explored whether the order is uniform, from the exploration floor
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
