package dev.banditstreams.topology;

import dev.banditstreams.metrics.LearningMeters;
import dev.banditstreams.model.ArmKey;
import dev.banditstreams.model.Cohorts;
import dev.banditstreams.model.Millionths;
import dev.banditstreams.model.Outcome;
import dev.banditstreams.model.Reward;
import java.util.List;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Takes imported outcomes: each at most once, by a high-water mark per import.
 *
 * <p>The marks are kept per partition; sequences ascend in each, because an import is sent in order by one producer.
 */
final class Imports {

    private final KeyValueStore<String, Long> marks;
    private final LearningOptions options;
    private final LearningMeters meters;

    Imports(KeyValueStore<String, Long> marks, LearningOptions options, LearningMeters meters) {
        this.marks = marks;
        this.options = options;
        this.meters = meters;
    }

    /** @param reward checked: has importId and sequence */
    void take(Reward reward, List<Outcome> outcomes) {
        String importId = reward.importId();
        Long sequence = reward.sequence();
        if (importId == null || sequence == null) {
            throw new IllegalStateException("not an import: reward " + reward.rewardId());
        }
        Long mark = marks.get(importId);
        if (mark != null && sequence <= mark) {
            meters.duplicate();
            return;
        }
        marks.put(importId, sequence);
        long value = options.millionths(reward.type(), reward.value());
        meters.imported();
        outcomes.add(new Outcome(
                new ArmKey(importId, Long.toString(sequence)).encode(),
                reward.itemId(),
                reward.cohort() == null ? Cohorts.ALL : reward.cohort(),
                1,
                value,
                Millionths.ONE - value,
                Outcome.Reason.IMPORT,
                List.of(reward.rewardId()),
                null,
                reward.eventTime(),
                null));
    }
}
