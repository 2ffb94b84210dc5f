package dev.banditstreams.topology;

import dev.banditstreams.codec.StateSerdes;
import dev.banditstreams.metrics.LearningMeters;
import dev.banditstreams.model.DeadLetterReason;
import dev.banditstreams.model.Outcome;
import dev.banditstreams.model.ParkedRewards.ParkedReward;
import dev.banditstreams.model.SlateState;
import dev.banditstreams.model.SourcePosition;
import dev.banditstreams.model.Topic;
import java.util.List;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.jspecify.annotations.Nullable;

/**
 * The served slates of one task, and what has been credited to them.
 *
 * <p>For one thread. The two nodes that use it share its stores.
 */
final class SlateLedger {

    private final LearningOptions options;
    private final LearningMeters meters;
    private final Crediting crediting;
    private final BoundedStore<SlateState> slates;
    private final AttributionClock clock;
    private final DeadLetterOutlet deadLetters;
    private final String rewardsTopic;

    SlateLedger(
            ProcessorContext<Object, Object> context,
            Deployment deployment,
            LearningOptions options,
            LearningMeters meters,
            DeadLetterOutlet deadLetters) {
        this.options = options;
        this.meters = meters;
        this.crediting = new Crediting(options);
        this.slates = new BoundedStore<>(
                context.getStateStore(LearnTopology.SERVED_SLATES_STORE),
                StateSerdes.slateState(),
                deployment.limits().recordBytes());
        this.clock = new AttributionClock(
                context.getStateStore(LearnTopology.ATTRIBUTION_CLOCK_STORE),
                context.getStateStore(LearnTopology.ATTRIBUTION_DUE_STORE));
        this.deadLetters = deadLetters;
        this.rewardsTopic = deployment.topics().of(Topic.REWARDS);
    }

    AttributionClock clock() {
        return clock;
    }

    /** The slate of a request, as long as rewards may come for it. */
    @Nullable
    SlateState slate(String requestId) {
        SlateState slate = slates.get(requestId);
        // What a later look at the clock will forget is forgotten now: the same reward has the same fate in a replay.
        return slate == null || isOver(slate.servedAt()) ? null : slate;
    }

    /**
     * Ends the slate of a request if nothing counts for it any longer, though the clock was not looked at since: what
     * is served now begins anew, as it would after the look.
     *
     * @param outcomes get those of trials that were open
     * @return false if a slate is kept
     */
    boolean makeRoom(String requestId, List<Outcome> outcomes) {
        SlateState slate = slates.get(requestId);
        if (slate == null) {
            return true;
        }
        if (!isOver(slate.servedAt())) {
            return false;
        }
        if (!slate.closed()) {
            int before = outcomes.size();
            crediting.close(slate, false, outcomes);
            meters.closed(outcomes.size() - before);
        }
        slates.delete(requestId);
        clock.cancel(requestId);
        return true;
    }

    /** Whether no reward counts any longer for an event of that time. */
    boolean isOver(long time) {
        return clock.now() > time + options.attribution().keptMillis();
    }

    /** @return why the slate can't be kept; null if it is */
    @Nullable
    Refusal open(SlateState slate) {
        if (slates.put(slate.requestId(), slate) == null) {
            return slates.tooLarge("the slate");
        }
        long end = slate.servedAt() + options.attribution().windowMillis();
        clock.due(end, AttributionClock.Kind.CLOSE, slate.requestId());
        return null;
    }

    /** Closes the window of a request, and keeps its slate for the grace. */
    void close(String requestId, boolean byWallClock, List<Outcome> outcomes) {
        SlateState slate = slates.get(requestId);
        if (slate == null || slate.closed()) {
            return;
        }
        int before = outcomes.size();
        SlateState closed = crediting.close(slate, byWallClock, outcomes);
        if (slates.put(requestId, closed) == null) {
            // Some bytes more than before, at the very limit: better no grace than an open window for ever.
            slates.delete(requestId);
            return;
        }
        meters.closed(outcomes.size() - before);
        clock.due(slate.servedAt() + options.attribution().keptMillis(), AttributionClock.Kind.FORGET, requestId);
    }

    void forget(String requestId) {
        slates.delete(requestId);
    }

    /**
     * Credits a reward, or refuses it.
     *
     * @param outcomes gets the outcome if there is one
     * @return the slate after it
     */
    SlateState credit(SlateState slate, ParkedReward reward, List<Outcome> outcomes) {
        Crediting.Credit credit = crediting.credit(slate, reward);
        if (credit instanceof Crediting.Credit.Counted counted) {
            return keep(
                    slate,
                    counted.slate(),
                    reward,
                    counted.outcome(),
                    outcomes,
                    counted.outcome() == null ? meters::superseded : meters::credited);
        } else if (credit instanceof Crediting.Credit.Shown shown) {
            return keep(slate, shown.slate(), reward, shown.outcome(), outcomes, meters::impression);
        } else if (credit instanceof Crediting.Credit.Late) {
            refuse(reward, late(reward, slate.servedAt()));
        } else if (credit instanceof Crediting.Credit.NotServed) {
            refuse(reward, notServed(reward.itemId(), slate.requestId()));
        } else {
            meters.duplicate();
        }
        return slate;
    }

    private SlateState keep(
            SlateState before,
            SlateState after,
            ParkedReward reward,
            @Nullable Outcome outcome,
            List<Outcome> outcomes,
            Runnable count) {
        if (slates.put(after.requestId(), after) == null) {
            refuse(reward, slates.tooLarge("the slate with this reward"));
            return before;
        }
        count.run();
        if (outcome != null) {
            outcomes.add(outcome);
        }
        return after;
    }

    void refuse(ParkedReward reward, Refusal refusal) {
        SourcePosition source = new SourcePosition(rewardsTopic, reward.partition(), reward.offset());
        deadLetters.refuse(source, reward.key(), reward.record(), refusal);
    }

    private Refusal late(ParkedReward reward, long servedAt) {
        return new Refusal(
                DeadLetterReason.LATE,
                "the event lies " + (reward.eventTime() - servedAt) + " ms after its recommendation, and"
                        + " bandit.attribution.window.ms is "
                        + options.attribution().windowMillis());
    }

    private static Refusal notServed(String itemId, String requestId) {
        return new Refusal(
                DeadLetterReason.NOT_SERVED,
                "item " + Checks.shown(itemId) + " is not among the ranked items of request "
                        + Checks.shown(requestId));
    }
}
