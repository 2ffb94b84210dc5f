package dev.banditstreams.topology;

import dev.banditstreams.metrics.LearningMeters;
import dev.banditstreams.model.Outcome;
import dev.banditstreams.model.ParkedRewards.ParkedReward;
import dev.banditstreams.model.Reward;
import dev.banditstreams.model.SlateState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Credits each reward to the slate that it is for; parks it where the recommendation was not read yet. Moves the clock
 * of attribution, and does what is due by it.
 *
 * <p>A reward without a request is an imported outcome.
 */
final class AttributeRewards implements Processor<String, Accepted<Reward>, Object, Object> {

    /** Outcomes that are published before more windows close: as long as they are in the processor's cache. */
    private static final int MANY_OUTCOMES = 400;

    private static final Duration TICK = Duration.ofMillis(200);
    /** With a reward: what is due is done little by little. */
    private static final int MOST_WITH_A_REWARD = 20;
    /** In one tick: a window of twenty items closes in some hundred microseconds at most. */
    private static final int MOST_IN_A_TICK = 1_000;

    private final Deployment deployment;
    private final LearningOptions options;
    private final LearningMeters meters;

    private ProcessorContext<Object, Object> context;
    private SlateLedger ledger;
    private EarlyRewards early;
    private Imports imports;
    private OutcomeOutlet outcomes;
    private long lastReward;

    AttributeRewards(Deployment deployment, LearningOptions options, LearningMeters meters) {
        this.deployment = deployment;
        this.options = options;
        this.meters = meters;
    }

    @Override
    public void init(ProcessorContext<Object, Object> context) {
        this.context = context;
        DeadLetterOutlet deadLetters = new DeadLetterOutlet(
                context, LearnTopology.ATTRIBUTE_REWARDS, LearnTopology.ATTRIBUTE_DEAD_LETTERS, deployment);
        ledger = new SlateLedger(context, deployment, options, meters, deadLetters);
        early = new EarlyRewards(context, deployment, options, meters, ledger);
        early.countKept();
        imports = new Imports(context.getStateStore(LearnTopology.IMPORT_MARKS_STORE), options, meters);
        outcomes = new OutcomeOutlet(context, deployment);
        lastReward = context.currentSystemTimeMs();
        context.schedule(TICK, PunctuationType.WALL_CLOCK_TIME, this::tick);
    }

    @Override
    public void process(Record<String, Accepted<Reward>> record) {
        Accepted<Reward> accepted = record.value();
        Reward reward = accepted.present();
        ledger.clock().read(accepted.time());
        lastReward = context.currentSystemTimeMs();
        List<Outcome> made = new ArrayList<>(1);
        String requestId = reward.requestId();
        if (requestId == null) {
            imports.take(reward, made);
        } else {
            SlateState slate = ledger.slate(requestId);
            if (slate == null) {
                early.park(requestId, read(accepted));
            } else {
                ledger.credit(slate, read(accepted), made);
            }
        }
        if (ledger.clock().hasMoved()) {
            ledger.clock().run(MOST_WITH_A_REWARD, (kind, request) -> due(kind, request, false, made));
        }
        outcomes.publish(made, record.timestamp());
    }

    @Override
    public void close() {
        early.close();
    }

    private void tick(long now) {
        List<Outcome> made = new ArrayList<>();
        int done = ledger.clock().run(MOST_IN_A_TICK, (kind, request) -> dueInTick(kind, request, false, made, now));
        long idle = options.attribution().idleMillis();
        if (idle > 0 && now - lastReward > idle && done < MOST_IN_A_TICK) {
            ledger.clock()
                    .close(
                            now - idle,
                            MOST_IN_A_TICK - done,
                            (kind, request) -> dueInTick(kind, request, true, made, now));
        }
        outcomes.publish(made, now);
    }

    private void dueInTick(
            AttributionClock.Kind kind, String requestId, boolean byWallClock, List<Outcome> made, long now) {
        due(kind, requestId, byWallClock, made);
        if (made.size() >= MANY_OUTCOMES) {
            outcomes.publish(made, now);
            made.clear();
        }
    }

    private void due(AttributionClock.Kind kind, String requestId, boolean byWallClock, List<Outcome> made) {
        switch (kind) {
            case CLOSE -> ledger.close(requestId, byWallClock, made);
            case FORGET -> ledger.forget(requestId);
            case ORPHAN -> early.expire(requestId);
        }
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
