package dev.banditstreams.topology;

import dev.banditstreams.model.ArmKey;
import dev.banditstreams.model.Millionths;
import dev.banditstreams.model.Outcome;
import dev.banditstreams.model.SlateState;
import dev.banditstreams.model.SlateState.SlateItem;
import dev.banditstreams.topology.LearningOptions.Combining;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a reward does to the slate that it is for.
 *
 * <p>The first reward of a ranked item, 0 included, opens the trial and folds at once; a later one adjusts successes
 * and failures by the difference, trials unchanged.
 */
final class Crediting {

    private final Combining combining;

    Crediting(Combining combining) {
        this.combining = combining;
    }

    /** What came of a reward. */
    sealed interface Credit {
        /** @param outcome null: an earlier reward of the item prevails */
        record Counted(SlateState slate, @Nullable Outcome outcome) implements Credit {}

        /** The reward was counted before. */
        record Duplicate() implements Credit {}

        /** The slate doesn't hold the item. */
        record NotServed() implements Credit {}
    }

    /** @param value in {@link Millionths} */
    Credit credit(SlateState slate, String rewardId, String itemId, long value, long eventTime) {
        if (slate.rewardIds().contains(rewardId)) {
            return new Credit.Duplicate();
        }
        int place = place(slate, itemId);
        if (place < 0) {
            return new Credit.NotServed();
        }
        SlateItem item = slate.items().get(place);
        Long before = item.credited();
        long after = before == null ? value : combined(before, value);
        boolean changes = before == null || after != before;
        SlateItem credited = new SlateItem(itemId, item.rank(), after, item.outcomes() + (changes ? 1 : 0));
        Outcome outcome = changes ? outcome(slate, item, rewardId, after, eventTime) : null;
        return new Credit.Counted(with(slate, place, credited, rewardId), outcome);
    }

    private static Outcome outcome(SlateState slate, SlateItem item, String rewardId, long after, long eventTime) {
        Long before = item.credited();
        String outcomeId = new ArmKey(slate.requestId(), item.itemId()).encode() + "|" + item.outcomes();
        long successes = before == null ? after : after - before;
        return new Outcome(
                outcomeId,
                item.itemId(),
                slate.cohort(),
                before == null ? 1 : 0,
                successes,
                before == null ? Millionths.ONE - after : -successes,
                before == null ? Outcome.Reason.REWARD : Outcome.Reason.ADJUSTMENT,
                List.of(rewardId),
                slate.requestId(),
                eventTime,
                null);
    }

    private long combined(long before, long value) {
        return switch (combining) {
            case MAX -> Math.max(before, value);
            case SUM -> Math.min(Millionths.ONE, before + value);
            case FIRST -> before;
            case LAST -> value;
        };
    }

    private static SlateState with(SlateState slate, int place, SlateItem credited, String rewardId) {
        List<SlateItem> items = new ArrayList<>(slate.items());
        items.set(place, credited);
        List<String> rewardIds = new ArrayList<>(slate.rewardIds());
        rewardIds.add(rewardId);
        return new SlateState(
                slate.requestId(), slate.cohort(), slate.policyVersion(), slate.servedAt(), items, rewardIds);
    }

    private static int place(SlateState slate, String itemId) {
        for (int i = 0; i < slate.items().size(); i++) {
            if (slate.items().get(i).itemId().equals(itemId)) {
                return i;
            }
        }
        return -1;
    }
}
