package dev.banditstreams.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is needed to credit the rewards of one recommendation.
 *
 * @param cohort cohort at the time of serving
 * @param servedAt append time of the recommendation, where its window starts; milliseconds since the epoch
 * @param items the slate, best first
 * @param rewardIds every reward that counted for this slate, in the order read
 */
public record SlateState(
        String requestId,
        String cohort,
        String policyVersion,
        long servedAt,
        List<SlateItem> items,
        List<String> rewardIds) {

    /**
     * A ranked item and what has been credited to it.
     *
     * @param credited value credited so far, in {@link Millionths}; null: no reward yet
     * @param outcomes outcomes published so far
     */
    public record SlateItem(
            String itemId, int rank, @Nullable Long credited, int outcomes) {}

    public SlateState {
        items = List.copyOf(items);
        rewardIds = List.copyOf(rewardIds);
    }
}
