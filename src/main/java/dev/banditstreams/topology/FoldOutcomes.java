package dev.banditstreams.topology;

import dev.banditstreams.bandit.Seeds;
import dev.banditstreams.metrics.LearningMeters;
import dev.banditstreams.model.ArmKey;
import dev.banditstreams.model.ArmState;
import dev.banditstreams.model.DecayedCounts;
import dev.banditstreams.model.Millionths;
import dev.banditstreams.model.Outcome;
import dev.banditstreams.model.Outcomes;
import dev.banditstreams.model.SourcePosition;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** Folds outcomes into their arms, in the order of their partition. */
final class FoldOutcomes implements Processor<String, Accepted<Outcomes>, Object, Object> {

    private final Deployment deployment;
    private final LearningOptions options;
    private final LearningMeters meters;

    private RecentArms arms;
    private PublishArms publishing;
    private DeadLetterOutlet deadLetters;

    FoldOutcomes(Deployment deployment, LearningOptions options, LearningMeters meters) {
        this.deployment = deployment;
        this.options = options;
        this.meters = meters;
    }

    @Override
    public void init(ProcessorContext<Object, Object> context) {
        arms = new RecentArms(
                context.getStateStore(LearnTopology.ARMS_STORE),
                deployment.limits().recordBytes());
        publishing = new PublishArms(context, options, meters);
        deadLetters = new DeadLetterOutlet(
                context, LearnTopology.FOLD_OUTCOMES, LearnTopology.LEARN_DEAD_LETTERS, deployment);
        context.schedule(publishing.tick(), PunctuationType.WALL_CLOCK_TIME, publishing::publishWaiting);
    }

    /** Each arm is stored once a record, however many of its outcomes the record holds. */
    @Override
    public void process(Record<String, Accepted<Outcomes>> record) {
        Accepted<Outcomes> accepted = record.value();
        Map<String, ArmState> folded = new LinkedHashMap<>();
        for (Outcome outcome : accepted.present().outcomes()) {
            String key = new ArmKey(outcome.itemId(), outcome.cohort()).encode();
            ArmState before = folded.get(key);
            folded.put(key, folded(before != null ? before : arms.get(key), outcome, accepted.source()));
            meters.folded();
        }
        folded.forEach((key, arm) -> keep(key, arm, accepted));
    }

    private void keep(String key, ArmState arm, Accepted<Outcomes> accepted) {
        ArmState before = arms.get(key);
        byte[] bytes = arms.put(key, arm);
        if (bytes == null) {
            deadLetters.refuse(accepted, arms.tooLarge());
        } else {
            publishing.changed(key, before == null ? 0 : before.trials(), arm.trials(), bytes);
        }
    }

    private ArmState folded(@Nullable ArmState before, Outcome outcome, SourcePosition source) {
        ArmState arm = before != null
                ? before
                : new ArmState(outcome.itemId(), outcome.cohort(), 0, 0, 0, 0, source.partition(), -1, 0, List.of());
        return new ArmState(
                arm.itemId(),
                arm.cohort(),
                arm.trials() + outcome.trials(),
                arm.successes() + outcome.successes(),
                arm.failures() + outcome.failures(),
                Seeds.digest(arm.digest(), outcome.outcomeId()),
                source.partition(),
                source.offset(),
                Math.max(arm.eventTime(), outcome.eventTime()),
                decayed(arm, outcome));
    }

    private List<DecayedCounts> decayed(ArmState arm, Outcome outcome) {
        if (options.halfLives().isEmpty()) {
            return List.of();
        }
        List<DecayedCounts> decays = new ArrayList<>(options.halfLives().size());
        for (long halfLife : options.halfLives()) {
            decays.add(arm.decayed(halfLife)
                    .plus(
                            Millionths.toDouble(outcome.successes()),
                            Millionths.toDouble(outcome.failures()),
                            outcome.eventTime()));
        }
        return decays;
    }
}
