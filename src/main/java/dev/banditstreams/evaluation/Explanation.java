package dev.banditstreams.evaluation;

import dev.banditstreams.model.Recommendation;
import dev.banditstreams.model.SourcePosition;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Why a recommendation is what it is, from what it carries alone.
 *
 * @param source the request's record
 * @param basis what ordered the slate before rules
 * @param exploration the floor: probability of a uniform order
 * @param halfLifeMs of the counts, in milliseconds; 0: none
 * @param eligibleTrials of all eligible arms together; 0 with policies that have no index
 * @param acceptedAt milliseconds since the epoch
 * @param answeredAt milliseconds since the epoch
 * @param audit null: it has none, so nothing is known of those that were left out
 */
public record Explanation(
        String requestId,
        String userId,
        String placement,
        String cohort,
        SourcePosition source,
        String policy,
        String policyVersion,
        Basis basis,
        boolean explored,
        double exploration,
        long halfLifeMs,
        double eligibleTrials,
        List<String> degraded,
        long acceptedAt,
        long answeredAt,
        int candidateCount,
        int eligibleCount,
        long seed,
        int samplerVersion,
        Recomputation recomputation,
        List<ExplainedItem> items,
        @Nullable ExplainedAudit audit) {

    /**
     * What to tell of those that are not in the slate.
     *
     * @param leftOut how many of the best
     * @param items and these, wherever they stand
     */
    public record Asked(int leftOut, Set<String> items) {
        public Asked {
            items = Set.copyOf(items);
        }
    }

    public Explanation {
        degraded = List.copyOf(degraded);
        items = List.copyOf(items);
    }

    public static Explanation of(Recommendation recommendation, Asked asked) {
        return new Explaining(recommendation).explain(asked);
    }
}
