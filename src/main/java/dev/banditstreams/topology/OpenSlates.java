package dev.banditstreams.topology;

import dev.banditstreams.metrics.LearningMeters;
import dev.banditstreams.model.Outcome;
import dev.banditstreams.model.ParkedRewards.ParkedReward;
import dev.banditstreams.model.Recommendation;
import dev.banditstreams.model.SlateState;
import dev.banditstreams.model.SlateState.SlateItem;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Opens the slate of each recommendation, and credits the rewards that were read before it.
 *
 * <p>A request id that is answered a second time changes nothing: the first slate stands.
 */
final class OpenSlates implements Processor<String, Accepted<Recommendation>, Object, Object> {

    private final Deployment deployment;
    private final LearningOptions options;
    private final LearningMeters meters;

    private SlateLedger ledger;
    private EarlyRewards early;
    private OutcomeOutlet outcomes;
    private DeadLetterOutlet deadLetters;

    OpenSlates(Deployment deployment, LearningOptions options, LearningMeters meters) {
        this.deployment = deployment;
        this.options = options;
        this.meters = meters;
    }

    @Override
    public void init(ProcessorContext<Object, Object> context) {
        deadLetters = new DeadLetterOutlet(
                context, LearnTopology.OPEN_SLATES, LearnTopology.ATTRIBUTE_DEAD_LETTERS, deployment);
        ledger = new SlateLedger(context, deployment, options, meters, deadLetters);
        early = new EarlyRewards(context, deployment, options, meters, ledger);
        outcomes = new OutcomeOutlet(context, deployment);
    }

    @Override
    public void process(Record<String, Accepted<Recommendation>> record) {
        Recommendation recommendation = record.value().present();
        String requestId = recommendation.requestId();
        List<Outcome> made = new ArrayList<>();
        if (!ledger.makeRoom(requestId, made)) {
            meters.secondSlate();
            return;
        }
        SlateState slate = opened(recommendation, record.timestamp());
        Refusal refusal = ledger.open(slate);
        if (refusal != null) {
            deadLetters.refuse(record.value(), refusal);
        } else {
            for (ParkedReward reward : early.take(requestId)) {
                slate = ledger.credit(slate, reward, made);
            }
        }
        outcomes.publish(made, record.timestamp());
    }

    @Override
    public void close() {
        early.close();
    }

    private static SlateState opened(Recommendation recommendation, long servedAt) {
        List<SlateItem> items = recommendation.items().stream()
                .map(item -> SlateItem.served(item.itemId(), item.rank()))
                .toList();
        return new SlateState(
                recommendation.requestId(),
                recommendation.cohort(),
                recommendation.policyVersion(),
                servedAt,
                items,
                List.of(),
                false);
    }
}
