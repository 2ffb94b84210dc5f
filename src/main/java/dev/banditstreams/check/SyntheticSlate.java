package dev.banditstreams.check;

import dev.banditstreams.model.ArmKey;
import dev.banditstreams.model.Millionths;
import dev.banditstreams.model.Outcome;
import dev.banditstreams.model.RankedItem;
import dev.banditstreams.model.Recommendation;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A slate that the learner of a synthetic history keeps. */
final class SyntheticSlate {

    final Recommendation recommendation;
    final long servedAt;
    final Map<String, Item> items = new HashMap<>();
    final Set<String> counted = new HashSet<>();
    boolean closed;

    SyntheticSlate(Recommendation recommendation, long servedAt) {
        this.recommendation = recommendation;
        this.servedAt = servedAt;
        for (RankedItem item : recommendation.items()) {
            items.put(item.itemId(), new Item(item.itemId()));
        }
    }

    /** A ranked item with what was credited to it. */
    final class Item {
        final String itemId;

        @Nullable
        Long explicit;

        boolean impression;

        private @Nullable Long worth;
        private int outcomes;

        private Item(String itemId) {
            this.itemId = itemId;
        }

        boolean isCounted() {
            return worth != null;
        }

        /** The outcome that brings the item to a worth; null: it is worth that already. */
        @Nullable
        Outcome change(long millionths, Outcome.Reason first, List<String> rewardIds, long eventTime) {
            Long before = worth;
            if (before != null && before == millionths) {
                return null;
            }
            worth = millionths;
            boolean opens = before == null;
            long successes = before == null ? millionths : millionths - before;
            return outcome(
                    opens ? 1 : 0,
                    successes,
                    opens ? first : Outcome.Reason.ADJUSTMENT,
                    rewardIds,
                    recommendation.cohort(),
                    eventTime);
        }

        Outcome outcome(
                long trials,
                long successes,
                Outcome.Reason reason,
                List<String> rewardIds,
                String cohort,
                long eventTime) {
            return new Outcome(
                    new ArmKey(recommendation.requestId(), itemId).encode() + "|" + outcomes++,
                    itemId,
                    cohort,
                    trials,
                    successes,
                    trials * Millionths.ONE - successes,
                    reason,
                    rewardIds,
                    recommendation.requestId(),
                    eventTime,
                    reason == Outcome.Reason.DEFAULT ? "clock" : null);
        }
    }
}
