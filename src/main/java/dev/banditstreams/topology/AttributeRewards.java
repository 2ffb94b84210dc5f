package dev.banditstreams.topology;

import dev.banditstreams.codec.StateSerdes;
import dev.banditstreams.metrics.LearningMeters;
import dev.banditstreams.model.Outcome;
import dev.banditstreams.model.ParkedRewards;
import dev.banditstreams.model.ParkedRewards.ParkedReward;
import dev.banditstreams.model.Reward;
import dev.banditstreams.model.SlateState;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Credits each reward to the slate that it is for; parks it where the recommendation was not read yet.
 *
 * <p>A reward without a request is an imported outcome.
 */
final class AttributeRewards implements Processor<String, Accepted<Reward>, Object, Object> {

    private final Deployment deployment;
    private final LearningOptions options;
    private final LearningMeters meters;

    private SlateLedger ledger;
    private Imports imports;
    private BoundedStore<ParkedRewards> parked;
    private OutcomeOutlet outcomes;
    private DeadLetterOutlet deadLetters;

    AttributeRewards(Deployment deployment, LearningOptions options, LearningMeters meters) {
        this.deployment = deployment;
        this.options = options;
        this.meters = meters;
    }

    @Override
    public void init(ProcessorContext<Object, Object> context) {
        deadLetters = new DeadLetterOutlet(
                context, LearnTopology.ATTRIBUTE_REWARDS, LearnTopology.ATTRIBUTE_DEAD_LETTERS, deployment);
        ledger = new SlateLedger(context, deployment, options, meters, deadLetters);
        imports = new Imports(context.getStateStore(LearnTopology.IMPORT_MARKS_STORE), options, meters);
        parked = new BoundedStore<>(
                context.getStateStore(LearnTopology.PARKED_REWARDS_STORE),
                StateSerdes.parkedRewards(),
                deployment.limits().recordBytes());
        outcomes = new OutcomeOutlet(context, deployment);
    }

    @Override
    public void process(Record<String, Accepted<Reward>> record) {
        Accepted<Reward> accepted = record.value();
        Reward reward = accepted.present();
        List<Outcome> credited = new ArrayList<>(1);
        String requestId = reward.requestId();
        if (requestId == null) {
            imports.take(reward, credited);
        } else {
            SlateState slate = ledger.slate(requestId);
            if (slate == null) {
                park(requestId, accepted);
            } else {
                ledger.credit(slate, read(accepted), credited);
            }
        }
        outcomes.publish(credited, record.timestamp());
    }

    private void park(String requestId, Accepted<Reward> accepted) {
        ParkedRewards before = parked.get(requestId);
        List<ParkedReward> waiting = new ArrayList<>(before == null ? List.of() : before.rewards());
        String rewardId = accepted.present().rewardId();
        if (waiting.stream().anyMatch(reward -> reward.rewardId().equals(rewardId))) {
            meters.duplicate();
            return;
        }
        waiting.add(read(accepted));
        if (parked.put(requestId, new ParkedRewards(waiting)) == null) {
            deadLetters.refuse(accepted, parked.tooLarge("the parked rewards of request " + Checks.shown(requestId)));
            return;
        }
        meters.parked();
    }

    private static ParkedReward read(Accepted<Reward> accepted) {
        Reward reward = accepted.present();
        byte[] bytes = accepted.valueBytes();
        return new ParkedReward(
                reward.rewardId(),
                reward.itemId(),
                reward.type(),
                reward.value(),
                reward.eventTime(),
                accepted.time(),
                accepted.source().partition(),
                accepted.source().offset(),
                accepted.keyBytes(),
                bytes == null ? new byte[0] : bytes);
    }
}
