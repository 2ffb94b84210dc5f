package dev.banditstreams.model;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is needed to credit the rewards of one recommendation.
 *
 * @param cohort cohort at the time of serving
 * @param servedAt append time of the recommendation, where its window starts; milliseconds since the epoch
 * @param items the slate, best first
 * @param rewardIds every reward that counted for this slate, in the order read
 * @param closed whether its window was closed
 */
public record SlateState(
        String requestId,
        String cohort,
        String policyVersion,
        long servedAt,
        List<SlateItem> items,
        List<String> rewardIds,
        boolean closed) {

    /**
     * A ranked item and what has been credited to it.
     *
     * @param credited what its explicit rewards come to so far, in {@link Millionths}; null: none yet
     * @param outcomes outcomes published so far
     * @param defaulted the default reward that the end of the window brought, in {@link Millionths}; null: none
     * @param shown whether an impression was read
     */
    public record SlateItem(
            String itemId,
            int rank,
            @Nullable Long credited,
            int outcomes,
            @Nullable Long defaulted,
            boolean shown) {

        /** An item that was just served. */
        public static SlateItem served(String itemId, int rank) {
            return new SlateItem(itemId, rank, null, 0, null, false);
        }

        /** What its arm has of it, in {@link Millionths}; null: its trial doesn't count yet. */
        public @Nullable Long counted() {
            return credited != null ? credited : defaulted;
        }
    }

    public SlateState {
        items = List.copyOf(items);
        rewardIds = List.copyOf(rewardIds);
    }

    /** The place of an item in the slate, from 0; -1: it isn't there. */
    public int place(String itemId) {
        for (int i = 0; i < items.size(); i++) {
            if (items.get(i).itemId().equals(itemId)) {
                return i;
            }
        }
        return -1;
    }

    /** With another item at its place, and one reward more. */
    public SlateState with(int place, SlateItem item, String rewardId) {
        List<SlateItem> changed = new ArrayList<>(items);
        changed.set(place, item);
        List<String> ids = new ArrayList<>(rewardIds);
        ids.add(rewardId);
        return new SlateState(requestId, cohort, policyVersion, servedAt, changed, ids, closed);
    }

    /** With its window closed. */
    public SlateState closed(List<SlateItem> after) {
        return new SlateState(requestId, cohort, policyVersion, servedAt, after, rewardIds, true);
    }
}
