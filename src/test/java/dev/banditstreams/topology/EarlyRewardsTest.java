package dev.banditstreams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.banditstreams.metrics.DeadLetterMeters;
import dev.banditstreams.metrics.LearningMeters;
import dev.banditstreams.metrics.Metrics;
import dev.banditstreams.model.Recommendation;
import dev.banditstreams.model.SourcePosition;
import dev.banditstreams.model.Topic;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.junit.jupiter.api.Test;

/** How many rewards wait is known at any time, whatever the instance that parked them. */
class EarlyRewardsTest {

    private static final LearningOptions OPTIONS = new LearningOptions(
            Map.of("click", 1.0),
            LearningOptions.Combining.MAX,
            new LearningOptions.Attribution(1_000, 500, LearningOptions.OpenedBy.SERVED, 0, 0),
            false,
            Standard.NAMES,
            List.of(),
            0.01,
            1000,
            1000);

    private final Metrics metrics = new Metrics();
    private final LearningMeters meters = new LearningMeters(metrics);
    private KeptStores stores = new KeptStores(new HashMap<>(), (store, value) -> value);

    @Test
    void shouldCountThoseThatWaitAcrossRestarts() {
        try (TopologyTestDriver first = start()) {
            park(first, "w-1", "r-1");
            park(first, "w-2", "r-1");
            park(first, "w-3", "r-2");
            assertThat(waiting()).isEqualTo(3);
        }
        assertThat(waiting()).isZero();

        try (TopologyTestDriver second = start()) {
            assertThat(waiting()).isEqualTo(3);
            serve(second, "r-1");
            assertThat(waiting()).isEqualTo(1);
        }
        assertThat(waiting()).isZero();
    }

    private TopologyTestDriver start() {
        stores = new KeptStores(stores.copy(), (store, value) -> value);
        Topology topology = new Topology();
        LearnTopology.addAttribute(
                topology, LearnCrashes.deployment(stores, new DeadLetterMeters(metrics)), OPTIONS, meters);
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "early");
        return new TopologyTestDriver(topology, properties, Instant.ofEpochMilli(Graphs.NOW));
    }

    private static void park(TopologyTestDriver driver, String rewardId, String requestId) {
        byte[] reward = Graphs.CODECS.rewards("rewards").encode(Samples.reward(rewardId, requestId, "u-1", "a", 1.0));
        pipe(driver, Topic.REWARDS, reward);
    }

    private static void serve(TopologyTestDriver driver, String requestId) {
        long time = Graphs.NOW;
        SourcePosition source = new SourcePosition("scoring-requests", 0, 1);
        Recommendation served = new Recommendation(
                requestId,
                "u-1",
                "home",
                "all",
                source,
                1,
                2,
                "thompson",
                "1",
                false,
                0,
                0,
                0,
                List.of(),
                time,
                time,
                0,
                0,
                List.of(),
                null);
        pipe(
                driver,
                Topic.RECOMMENDATIONS,
                Graphs.CODECS.recommendations("recommendations").encode(served));
    }

    private static void pipe(TopologyTestDriver driver, Topic topic, byte[] value) {
        driver.createInputTopic(topic.withPrefix(""), new ByteArraySerializer(), new ByteArraySerializer())
                .pipeInput(Bytes.utf8("u-1"), value, Graphs.NOW);
    }

    private long waiting() {
        return metrics.scrape()
                .lines()
                .filter(line -> line.startsWith("bandit_parked_rewards "))
                .mapToLong(line -> (long) Double.parseDouble(line.substring(line.indexOf(' '))))
                .sum();
    }
}
