package dev.banditstreams.model;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One user, a placement and the candidates to rank.
 *
 * @param candidates item ids; empty where {@code candidateSet} names them
 * @param k how many items to return
 * @param exclude item ids that must not be returned
 * @param deadlineMs milliseconds after the append time by which to answer; null: the service's default
 * @param eventTime when the producer sent it, milliseconds since the epoch
 */
public record ScoringRequest(
        String requestId,
        String userId,
        String placement,
        ItemIds candidates,
        @Nullable String candidateSet,
        int k,
        ItemIds exclude,
        @Nullable Long deadlineMs,
        long eventTime,
        Map<String, String> context) {
    public ScoringRequest {
        context = Map.copyOf(context);
    }

    public ScoringRequest(
            String requestId,
            String userId,
            String placement,
            List<String> candidates,
            @Nullable String candidateSet,
            int k,
            List<String> exclude,
            @Nullable Long deadlineMs,
            long eventTime,
            Map<String, String> context) {
        this(
                requestId,
                userId,
                placement,
                ItemIds.of(candidates),
                candidateSet,
                k,
                ItemIds.of(exclude),
                deadlineMs,
                eventTime,
                context);
    }
}
