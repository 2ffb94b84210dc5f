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

/** The served slates of one task, and what has been credited to them. */
final class SlateLedger {

    private final LearningOptions options;
    private final LearningMeters meters;
    private final Crediting crediting;
    private final BoundedStore<SlateState> slates;
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
        this.crediting = new Crediting(options.combining());
        this.slates = new BoundedStore<>(
                context.getStateStore(LearnTopology.SERVED_SLATES_STORE),
                StateSerdes.slateState(),
                deployment.limits().recordBytes());
        this.deadLetters = deadLetters;
        this.rewardsTopic = deployment.topics().of(Topic.REWARDS);
    }

    @Nullable
    SlateState slate(String requestId) {
        return slates.get(requestId);
    }

    /** @return why the slate can't be kept; null if it is */
    @Nullable
    Refusal open(SlateState slate) {
        return slates.put(slate.requestId(), slate) == null ? slates.tooLarge("the slate") : null;
    }

    /**
     * Credits a reward, or refuses it.
     *
     * @param outcomes gets the outcome if there is one
     * @return the slate after it
     */
    SlateState credit(SlateState slate, ParkedReward reward, List<Outcome> outcomes) {
        long value = options.millionths(reward.type(), reward.value());
        Crediting.Credit credit =
                crediting.credit(slate, reward.rewardId(), reward.itemId(), value, reward.eventTime());
        if (credit instanceof Crediting.Credit.Duplicate) {
            meters.duplicate();
            return slate;
        }
        if (!(credit instanceof Crediting.Credit.Counted counted)) {
            refuse(reward, notServed(reward.itemId(), slate.requestId()));
            return slate;
        }
        if (slates.put(slate.requestId(), counted.slate()) == null) {
            refuse(reward, slates.tooLarge("the slate with this reward"));
            return slate;
        }
        Outcome outcome = counted.outcome();
        if (outcome == null) {
            meters.superseded();
        } else {
            meters.credited();
            outcomes.add(outcome);
        }
        return counted.slate();
    }

    private void refuse(ParkedReward reward, Refusal refusal) {
        SourcePosition source = new SourcePosition(rewardsTopic, reward.partition(), reward.offset());
        deadLetters.refuse(source, reward.key(), reward.record(), refusal);
    }

    private static Refusal notServed(String itemId, String requestId) {
        return new Refusal(
                DeadLetterReason.NOT_SERVED,
                "item " + Checks.shown(itemId) + " is not among the ranked items of request "
                        + Checks.shown(requestId));
    }
}
