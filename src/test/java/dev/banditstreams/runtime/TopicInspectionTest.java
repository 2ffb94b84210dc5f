package dev.banditstreams.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.banditstreams.model.Topic;
import dev.banditstreams.runtime.Cluster.TopicState;
import dev.banditstreams.topology.TopicNames;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TopicInspectionTest {

    private static final int RECORD_BYTES = 1_000_000;
    private static final TopicNames NAMES = new TopicNames("t.");

    private final Map<String, TopicState> states = new HashMap<>();

    TopicInspectionTest() {
        for (Topic topic : Topic.values()) {
            states.put(
                    NAMES.of(topic),
                    new TopicState(4, TopicLayout.of(topic, RECORD_BYTES).all()));
        }
    }

    @Test
    void shouldAcceptWhatItsOwnLayoutCreates() {
        assertThat(inspect().errors()).isEmpty();
        assertThat(inspect().warnings()).isEmpty();
    }

    @Test
    void shouldNameMissingTopics() {
        states.remove("t.rewards");

        assertThat(inspect().errors()).containsExactly("topic t.rewards doesn't exist");
    }

    @Test
    void shouldDemandAppendTimeWhereLearningNeedsIt() {
        set(Topic.REWARDS, "message.timestamp.type", "CreateTime");
        set(Topic.ITEM_FEATURES, "message.timestamp.type", "LogAppendTime");

        assertThat(inspect().errors())
                .containsExactly("topic t.rewards has message.timestamp.type=CreateTime, expected LogAppendTime");
    }

    @Test
    void shouldDemandTheCleanUpThatTheTopicIsFor() {
        set(Topic.USER_FEATURES, "cleanup.policy", "delete");
        set(Topic.OUTCOMES, "cleanup.policy", "compact");

        assertThat(inspect().errors())
                .containsExactly(
                        "topic t.user-features has cleanup.policy=delete, expected compact",
                        "topic t.outcomes has cleanup.policy=compact, expected delete");
    }

    @Test
    void shouldDemandRoomForTheLargestRecord() {
        assertThat(TopicInspection.of(NAMES, 5_000_000, states).errors())
                .hasSize(Topic.values().length)
                .allMatch(error -> error.contains("max.message.bytes=1048588, expected at least 5016384"));
    }

    @Test
    void shouldDemandEqualPartitionCountsOfWhatIsJoined() {
        partitions(Topic.USER_FEATURES, 8);
        partitions(Topic.ARM_STATISTICS, 1);

        assertThat(inspect().errors())
                .containsExactly("topics that are joined have different numbers of partitions, expected equal ones:"
                        + " {t.scoring-requests=4, t.user-features=8}");
    }

    @Test
    void shouldOnlyWarnOfAShorterLookBack() {
        set(Topic.ARM_STATISTICS, "min.compaction.lag.ms", "0");

        assertThat(inspect().errors()).isEmpty();
        assertThat(inspect().warnings())
                .containsExactly("topic t.arm-statistics has min.compaction.lag.ms=0, expected at least 3600000");
    }

    private TopicInspection inspect() {
        return TopicInspection.of(NAMES, RECORD_BYTES, states);
    }

    private void set(Topic topic, String key, String value) {
        TopicState state = states.get(NAMES.of(topic));
        Map<String, String> config = new HashMap<>(state.config());
        config.put(key, value);
        states.put(NAMES.of(topic), new TopicState(state.partitions(), config));
    }

    private void partitions(Topic topic, int count) {
        states.put(
                NAMES.of(topic),
                new TopicState(count, states.get(NAMES.of(topic)).config()));
    }
}
