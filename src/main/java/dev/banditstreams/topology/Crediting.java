package dev.banditstreams.topology;

import dev.banditstreams.model.ArmKey;
import dev.banditstreams.model.Millionths;
import dev.banditstreams.model.Outcome;
import dev.banditstreams.model.ParkedRewards.ParkedReward;
import dev.banditstreams.model.SlateState;
import dev.banditstreams.model.SlateState.SlateItem;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a reward, and the end of the window, do to the slate that they are for.
 *
 * <p>The first explicit reward of a ranked item, 0 included, opens the trial and counts at once; a later one adjusts
 * successes and failures by the difference, trials unchanged. At the end of the window an open trial without one gets
 * the default reward, which an explicit one replaces.
 */
final class Crediting {

    private static final String BY_CLOCK = "clock";
    private static final String BY_WALL_CLOCK = "wall-clock";

    private final LearningOptions options;

    Crediting(LearningOptions options) {
        this.options = options;
    }

    /** What came of a reward. */
    sealed interface Credit {
        /** @param outcome null: it changes nothing, because an earlier reward of the item prevails */
        record Counted(SlateState slate, @Nullable Outcome outcome) implements Credit {}

        /** An impression. */
        record Shown(SlateState slate, @Nullable Outcome outcome) implements Credit {}

        /** The reward was counted before. */
        record Duplicate() implements Credit {}

        /** The slate doesn't hold the item. */
        record NotServed() implements Credit {}

        /** The event lies behind the end of the window. */
        record Late() implements Credit {}
    }

    Credit credit(SlateState slate, ParkedReward reward) {
        if (slate.rewardIds().contains(reward.rewardId())) {
            return new Credit.Duplicate();
        }
        int place = slate.place(reward.itemId());
        if (place < 0) {
            return new Credit.NotServed();
        }
        if (reward.eventTime() > slate.servedAt() + options.attribution().windowMillis()) {
            return new Credit.Late();
        }
        return LearningOptions.isImpression(reward.type())
                ? shown(slate, place, reward)
                : explicit(slate, place, reward);
    }

    private Credit explicit(SlateState slate, int place, ParkedReward reward) {
        SlateItem item = slate.items().get(place);
        long value = options.millionths(reward.type(), reward.value());
        Long before = item.counted();
        long after = item.credited() == null ? value : combined(item.credited(), value);
        boolean changes = before == null || after != before;
        SlateItem credited = new SlateItem(
                item.itemId(), item.rank(), after, item.outcomes() + (changes ? 1 : 0), item.defaulted(), item.shown());
        Outcome.Reason reason = before == null ? Outcome.Reason.REWARD : Outcome.Reason.ADJUSTMENT;
        Outcome outcome = changes
                ? outcome(slate, item, after, reason, List.of(reward.rewardId()), reward.eventTime(), null)
                : null;
        return new Credit.Counted(slate.with(place, credited, reward.rewardId()), outcome);
    }

    /** An impression opens a trial by setting; in a window that is closed, the trial ends as it opens. */
    private Credit shown(SlateState slate, int place, ParkedReward reward) {
        SlateItem item = slate.items().get(place);
        boolean ends = slate.closed() && options.openedByImpression() && item.counted() == null;
        SlateItem after = new SlateItem(
                item.itemId(),
                item.rank(),
                item.credited(),
                item.outcomes() + (ends ? 1 : 0),
                ends ? Long.valueOf(options.defaultMillionths()) : item.defaulted(),
                true);
        Outcome outcome = ends ? ofDefault(slate, item, BY_CLOCK) : null;
        return new Credit.Shown(slate.with(place, after, reward.rewardId()), outcome);
    }

    /**
     * Closes a window: each trial that is open and has no explicit reward gets the default.
     *
     * @param byWallClock whether no reward has moved the clock so far
     * @param outcomes get one for each
     */
    SlateState close(SlateState slate, boolean byWallClock, List<Outcome> outcomes) {
        List<SlateItem> after = new ArrayList<>(slate.items().size());
        for (SlateItem item : slate.items()) {
            if (item.counted() == null && (item.shown() || !options.openedByImpression())) {
                outcomes.add(ofDefault(slate, item, byWallClock ? BY_WALL_CLOCK : BY_CLOCK));
                after.add(new SlateItem(
                        item.itemId(),
                        item.rank(),
                        null,
                        item.outcomes() + 1,
                        options.defaultMillionths(),
                        item.shown()));
            } else {
                after.add(item);
            }
        }
        return slate.closed(after);
    }

    private Outcome ofDefault(SlateState slate, SlateItem item, String closedBy) {
        long end = slate.servedAt() + options.attribution().windowMillis();
        return outcome(slate, item, options.defaultMillionths(), Outcome.Reason.DEFAULT, List.of(), end, closedBy);
    }

    private static Outcome outcome(
            SlateState slate,
            SlateItem item,
            long after,
            Outcome.Reason reason,
            List<String> rewardIds,
            long eventTime,
            @Nullable String closedBy) {
        Long before = item.counted();
        long successes = before == null ? after : after - before;
        return new Outcome(
                new ArmKey(slate.requestId(), item.itemId()).encode() + "|" + item.outcomes(),
                item.itemId(),
                slate.cohort(),
                before == null ? 1 : 0,
                successes,
                before == null ? Millionths.ONE - after : -successes,
                reason,
                rewardIds,
                slate.requestId(),
                eventTime,
                closedBy);
    }

    private long combined(long before, long value) {
        return switch (options.combining()) {
            case MAX -> Math.max(before, value);
            case SUM -> Math.min(Millionths.ONE, before + value);
            case FIRST -> before;
            case LAST -> value;
        };
    }
}
