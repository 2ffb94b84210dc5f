package dev.banditstreams.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.banditstreams.codec.Codec;
import dev.banditstreams.codec.Codecs;
import dev.banditstreams.codec.Decoded;
import dev.banditstreams.codec.StateSerdes;
import dev.banditstreams.model.ArmState;
import dev.banditstreams.model.DeadLetter;
import dev.banditstreams.model.FeatureRecord;
import dev.banditstreams.model.Recommendation;
import dev.banditstreams.model.Reward;
import dev.banditstreams.model.ScoringRequest;
import dev.banditstreams.model.Topic;
import dev.banditstreams.topology.ItemTable;
import dev.banditstreams.topology.LearnTopology;
import dev.banditstreams.topology.ScoreTopology;
import dev.banditstreams.topology.SetTable;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;

/**
 * Both graphs, as the service builds them, on drivers in place of a broker: what one writes for the other is passed on
 * here, in the order in which it was written, and nothing is lost, late or seen twice.
 *
 * <p>Every topic has one partition. For one thread.
 */
final class ConnectedGraphs implements AutoCloseable {

    /** Records of changelogs, which nobody reads, pile up in a driver until they are taken from it. */
    private static final int RECORDS_BETWEEN_DRAINS = 1_000;

    private final Codec<ScoringRequest> requests;
    private final Codec<Reward> rewards;
    private final Codec<Recommendation> recommendations;
    private final Codec<FeatureRecord> features;
    private final Codec<DeadLetter> deadLetters;

    private final TopologyTestDriver score;
    private final TopologyTestDriver learn;
    private final Map<Topic, TestInputTopic<byte[], byte[]>> inputs = new HashMap<>();
    private final Map<String, ArmState> arms = new HashMap<>();
    private int recordsSinceDrain;

    ConnectedGraphs(GraphOptions options, Codecs codecs) {
        requests = codecs.scoringRequests(name(Topic.SCORING_REQUESTS));
        rewards = codecs.rewards(name(Topic.REWARDS));
        recommendations = codecs.recommendations(name(Topic.RECOMMENDATIONS));
        features = codecs.featureRecords(name(Topic.ITEM_FEATURES));
        deadLetters = codecs.deadLetters(name(Topic.DEAD_LETTERS));
        ItemTable items = options.itemTable();
        score = driver(
                "score",
                ScoreTopology.build(
                        options.deployment(),
                        options.scoring(),
                        items,
                        new SetTable(items),
                        options.meters().scoring()));
        learn = driver(
                "learn",
                LearnTopology.build(
                        options.deployment(),
                        options.learning(),
                        options.meters().learning()));
    }

    private static TopologyTestDriver driver(String application, Topology topology) {
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, application);
        properties.put("processing.exception.handler.global.enabled", true); // else each start warns
        return new TopologyTestDriver(topology, properties, Instant.ofEpochMilli(GraphOptions.BEGAN));
    }

    /** Has both know an item. */
    void item(FeatureRecord item) {
        pipe(Topic.ITEM_FEATURES, item.entityId().getBytes(UTF_8), features.encode(item), item.eventTime());
        take(learn, Topic.ITEM_TABLE)
                .forEach(record -> pipe(Topic.ITEM_TABLE, record.key(), record.value(), item.eventTime()));
    }

    /**
     * Sends a request at its event time; learn has the answer before the caller has.
     *
     * @throws SimulationException if there isn't exactly one answer
     */
    Recommendation ask(ScoringRequest request) {
        pipe(Topic.SCORING_REQUESTS, request.userId().getBytes(UTF_8), requests.encode(request), request.eventTime());
        List<TestRecord<byte[], byte[]>> answers = take(score, Topic.RECOMMENDATIONS);
        refuseDeadLetters(score);
        if (answers.size() != 1) {
            throw new SimulationException("request " + request.requestId() + " has " + answers.size() + " answers");
        }
        TestRecord<byte[], byte[]> answer = answers.get(0);
        pipe(Topic.RECOMMENDATIONS, answer.key(), answer.value(), request.eventTime());
        return decoded(recommendations, answer.value());
    }

    /** Sends a reward at its event time; it is folded when this returns, and {@link #publish()} makes it count. */
    void reward(Reward reward) {
        pipe(Topic.REWARDS, reward.userId().getBytes(UTF_8), rewards.encode(reward), reward.eventTime());
        refuseDeadLetters(learn);
    }

    /** Has score see all that learn has learned: of each arm the newest state, as compaction would leave it. */
    void publish() {
        Map<String, TestRecord<byte[], byte[]>> newest = new LinkedHashMap<>();
        take(learn, Topic.ARM_STATISTICS).forEach(record -> newest.put(new String(record.key(), UTF_8), record));
        newest.forEach((key, record) -> {
            arms.put(
                    key, StateSerdes.armState().deserializer().deserialize(name(Topic.ARM_STATISTICS), record.value()));
            pipe(Topic.ARM_STATISTICS, record.key(), record.value(), record.timestamp());
        });
        if (recordsSinceDrain > RECORDS_BETWEEN_DRAINS) {
            recordsSinceDrain = 0;
            drain(score);
            drain(learn);
        }
    }

    /** What score was told of the arms. */
    Collection<ArmState> arms() {
        return arms.values();
    }

    private void pipe(Topic topic, byte[] key, byte[] value, long appendTime) {
        recordsSinceDrain++;
        inputs.computeIfAbsent(topic, this::input)
                .pipeInput(new TestRecord<>(key, value, Instant.ofEpochMilli(appendTime)));
    }

    private TestInputTopic<byte[], byte[]> input(Topic topic) {
        TopologyTestDriver driver = switch (topic) {
            case SCORING_REQUESTS, USER_FEATURES, ITEM_TABLE, SET_TABLE, ARM_STATISTICS -> score;
            default -> learn;
        };
        return driver.createInputTopic(name(topic), new ByteArraySerializer(), new ByteArraySerializer());
    }

    private void refuseDeadLetters(TopologyTestDriver driver) {
        for (TestRecord<byte[], byte[]> record : take(driver, Topic.DEAD_LETTERS)) {
            DeadLetter letter = decoded(deadLetters, record.value());
            throw new SimulationException("the graphs refused a record: " + letter.reason() + ", " + letter.message());
        }
    }

    private static void drain(TopologyTestDriver driver) {
        driver.producedTopicNames().forEach(topic -> take(driver, topic));
    }

    private static List<TestRecord<byte[], byte[]>> take(TopologyTestDriver driver, Topic topic) {
        return take(driver, name(topic));
    }

    private static List<TestRecord<byte[], byte[]>> take(TopologyTestDriver driver, String topic) {
        return driver.createOutputTopic(topic, new ByteArrayDeserializer(), new ByteArrayDeserializer())
                .readRecordsToList();
    }

    private static <T> T decoded(Codec<T> codec, byte[] bytes) {
        Decoded<T> decoded = codec.decode(bytes);
        if (decoded instanceof Decoded.Value<T> good) {
            return good.value();
        }
        throw new SimulationException("the graphs wrote what can't be read: " + decoded);
    }

    private static String name(Topic topic) {
        return topic.withPrefix("");
    }

    @Override
    public void close() {
        score.close();
        learn.close();
    }
}
