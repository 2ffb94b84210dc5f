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
import java.util.List;
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
    private final int limit;

    private ArmStore arms;
    private PublishArms publishing;
    private DeadLetterOutlet deadLetters;

    FoldOutcomes(Deployment deployment, LearningOptions options, LearningMeters meters) {
        this.deployment = deployment;
        this.options = options;
        this.meters = meters;
        this.limit = deployment.limits().recordBytes();
    }

    @Override
    public void init(ProcessorContext<Object, Object> context) {
        arms = context.getStateStore(LearnTopology.ARMS_STORE);
        publishing = new PublishArms(context, options, meters);
        deadLetters = new DeadLetterOutlet(
                context, LearnTopology.FOLD_OUTCOMES, LearnTopology.LEARN_DEAD_LETTERS, deployment);
        context.schedule(publishing.tick(), PunctuationType.WALL_CLOCK_TIME, publishing::publishWaiting);
    }

    @Override
    public void process(Record<String, Accepted<Outcomes>> record) {
        Accepted<Outcomes> accepted = record.value();
        for (Outcome outcome : accepted.present().outcomes()) {
            String key = new ArmKey(outcome.itemId(), outcome.cohort()).encode();
            ArmStore.Arm arm = arms.arm(key);
            ArmState before = arm.state();
            ArmState after = folded(before, outcome, accepted.source());
            if (before == null && !arms.fits(key, after, limit)) {
                deadLetters.refuse(accepted, Refusal.tooLarge("the arm", limit));
                continue;
            }
            arms.put(arm, after);
            meters.folded();
            publishing.changed(arm.key(), before == null ? 0 : before.trials(), after);
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
