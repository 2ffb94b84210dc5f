package dev.banditstreams.topology;

import dev.banditstreams.codec.StateSerdes;
import dev.banditstreams.metrics.LearningMeters;
import dev.banditstreams.model.DeadLetterReason;
import dev.banditstreams.model.ParkedRewards;
import dev.banditstreams.model.ParkedRewards.ParkedReward;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.processor.api.ProcessorContext;

/**
 * Rewards that were read before their recommendation. Each leaves once: to its slate, or as a dead letter when no
 * recommendation can come any longer for which it would count.
 *
 * <p>For one thread. The two nodes that use it share its store.
 */
final class EarlyRewards {

    private final LearningOptions options;
    private final LearningMeters meters;
    private final SlateLedger ledger;
    private final BoundedStore<ParkedRewards> parked;
    /** What this node has added to those that wait; less than 0 where the other one parks and this one takes. */
    private int counted;

    EarlyRewards(
            ProcessorContext<Object, Object> context,
            Deployment deployment,
            LearningOptions options,
            LearningMeters meters,
            SlateLedger ledger) {
        this.options = options;
        this.meters = meters;
        this.ledger = ledger;
        parked = new BoundedStore<>(
                context.getStateStore(LearnTopology.PARKED_REWARDS_STORE),
                StateSerdes.parkedRewards(),
                deployment.limits().recordBytes());
    }

    /** Counts what was parked before a restart; by one of the nodes. */
    void countKept() {
        parked.forEach((requestId, waiting) -> count(waiting.rewards().size()));
    }

    /** The task leaves this instance. */
    void close() {
        count(-counted);
    }

    private void count(int change) {
        counted += change;
        meters.waiting(change);
    }

    void park(String requestId, ParkedReward reward) {
        if (ledger.isOver(reward.eventTime())) {
            ledger.refuse(
                    reward,
                    new Refusal(
                            DeadLetterReason.LATE,
                            "no recommendation of request " + Checks.shown(requestId) + " is kept, and the event lies "
                                    + (ledger.clock().now() - reward.eventTime())
                                    + " ms back, more than the attribution window and its grace"));
            return;
        }
        ParkedRewards before = parked.get(requestId);
        List<ParkedReward> waiting = new ArrayList<>(before == null ? List.of() : before.rewards());
        if (waiting.stream()
                .anyMatch(other -> other.rewardId().equals(reward.rewardId()) && !ledger.isOver(other.eventTime()))) {
            meters.duplicate();
            return;
        }
        waiting.add(reward);
        if (parked.put(requestId, new ParkedRewards(waiting)) == null) {
            ledger.refuse(reward, parked.tooLarge("the parked rewards of request " + Checks.shown(requestId)));
            return;
        }
        meters.parked();
        count(1);
        ledger.clock().due(over(reward), AttributionClock.Kind.ORPHAN, requestId);
    }

    /** Takes those of a request out, in the order read, and ends those that have waited long enough. */
    List<ParkedReward> take(String requestId) {
        ParkedRewards waiting = parked.get(requestId);
        if (waiting == null) {
            return List.of();
        }
        parked.delete(requestId);
        count(-waiting.rewards().size());
        return inTime(requestId, waiting);
    }

    /** Ends those of a request that have waited long enough. */
    void expire(String requestId) {
        ParkedRewards waiting = parked.get(requestId);
        if (waiting == null) {
            return; // its recommendation came
        }
        List<ParkedReward> rest = inTime(requestId, waiting);
        count(rest.size() - waiting.rewards().size());
        if (rest.isEmpty()) {
            parked.delete(requestId);
        } else {
            // It was larger before, so it fits; the others are due at times of their own.
            parked.put(requestId, new ParkedRewards(rest));
        }
    }

    /** Those that may still count; the others are refused. What is over does not depend on when anyone looks. */
    private List<ParkedReward> inTime(String requestId, ParkedRewards waiting) {
        List<ParkedReward> rest = new ArrayList<>();
        for (ParkedReward reward : waiting.rewards()) {
            if (ledger.isOver(reward.eventTime())) {
                ledger.refuse(reward, orphan(requestId));
            } else {
                rest.add(reward);
            }
        }
        return rest;
    }

    private long over(ParkedReward reward) {
        return reward.eventTime() + options.attribution().keptMillis();
    }

    private static Refusal orphan(String requestId) {
        return new Refusal(
                DeadLetterReason.ORPHAN,
                "no recommendation of request " + Checks.shown(requestId)
                        + " came within the attribution window and its grace: send the requestId of a recommendation");
    }
}
