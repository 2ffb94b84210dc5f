package dev.banditstreams.topology;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.banditstreams.codec.Codec;
import dev.banditstreams.codec.Codecs;
import dev.banditstreams.codec.Decoded;
import dev.banditstreams.codec.StateSerdes;
import dev.banditstreams.demo.EmbeddedRegistry;
import dev.banditstreams.metrics.DeadLetterMeters;
import dev.banditstreams.metrics.LearningMeters;
import dev.banditstreams.metrics.Metrics;
import dev.banditstreams.metrics.ScoringMeters;
import dev.banditstreams.model.ArmState;
import dev.banditstreams.model.CandidateSet;
import dev.banditstreams.model.DeadLetter;
import dev.banditstreams.model.FeatureRecord;
import dev.banditstreams.model.FeatureValue;
import dev.banditstreams.model.Outcome;
import dev.banditstreams.model.Recommendation;
import dev.banditstreams.model.Reward;
import dev.banditstreams.model.ScoringRequest;
import dev.banditstreams.model.Topic;
import dev.banditstreams.topology.ScoringOptions.UnknownSet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;

/**
 * Both graphs, side by side on test drivers, with what one writes passed to the other by {@link #exchange()}.
 *
 * <p>The registry is a real one, over HTTP. One partition a topic, unless a test asks for wrong partitions.
 */
final class Graphs implements AutoCloseable {

    static final long NOW = 1_800_000_000_000L;

    /** Those of score that have changelogs. */
    private static final List<String> STORES =
            List.of(ScoreTopology.USER_FEATURES_STORE, ScoreTopology.PARKED_REQUESTS_STORE);

    private static final EmbeddedRegistry REGISTRY = EmbeddedRegistry.start(0);

    static final Codecs CODECS = new Codecs(Map.of("schema.registry.url", REGISTRY.url()));

    final Codecs codecs = CODECS;
    final Metrics metrics = new Metrics();
    final Deployment deployment;
    final ScoringOptions scoring;
    final LearningOptions learning;
    final ItemTable items;
    private final ScoringMeters meters = new ScoringMeters(metrics);

    private final Path state;
    private @Nullable TopologyTestDriver score;
    private @Nullable TopologyTestDriver learn;
    private final Map<String, List<TestRecord<byte[], byte[]>>> written = new HashMap<>();

    Graphs() {
        this(new Tuning());
    }

    Graphs(Tuning tuning) {
        Map<String, Integer> counts = new HashMap<>();
        for (Topic topic : Topic.values()) {
            counts.put(topic.withPrefix(""), tuning.partitions);
        }
        deployment = new Deployment(
                new TopicNames(""),
                codecs,
                new Limits(tuning.recordBytes, 200, 50, 20, 300_000, true),
                new PartitionCounts(counts),
                new DeadLetterMeters(metrics),
                () -> Instant.ofEpochMilli(NOW),
                StateStores.persistent(),
                "test");
        scoring = new ScoringOptions(
                "cohort",
                List.of("young", "old"),
                tuning.placements,
                tuning.waiting,
                tuning.fetching,
                tuning.auditRate,
                tuning.propensityRate,
                tuning.priors,
                Standard.NAMES);
        learning = new LearningOptions(
                Map.of("click", 1.0, "skip", 0.0),
                tuning.combining,
                tuning.attribution,
                tuning.importsAllowed,
                Standard.NAMES,
                tuning.placements.halfLives(),
                0.01,
                tuning.publishIntervalMillis,
                tuning.publishPerSecond);
        items = new ItemTable(
                Standard.NAMES,
                tuning.priors,
                tuning.placements.halfLives(),
                tuning.fetching == null ? null : tuning.fetchedItems);
        try {
            state = Files.createTempDirectory("bandit-graphs");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a test may change. */
    static final class Tuning {
        int partitions = 1;
        int recordBytes = 100_000;
        double auditRate;
        double propensityRate;
        Placements placements = Standard.THOMPSON;
        ScoringOptions.Priors priors = Standard.PRIORS;
        ScoringOptions.Waiting waiting = waiting(UnknownSet.REFUSE, 100, 100_000);
        Fetching fetching;
        ItemTable.Fetched fetchedItems = new ItemTable.Fetched(new Freshness(0, 0), 1000);
        LearningOptions.Attribution attribution =
                new LearningOptions.Attribution(1_000, 500, LearningOptions.OpenedBy.SERVED, 0, 0);
        boolean importsAllowed = true;
        long publishIntervalMillis = 1000;
        int publishPerSecond = 1000;
        LearningOptions.Combining combining = LearningOptions.Combining.MAX;
    }

    static ScoringOptions.Waiting waiting(UnknownSet unknownSet, int requests, long bytes) {
        return new ScoringOptions.Waiting(unknownSet, 150, 10_000, requests, bytes);
    }

    // Started when first needed: opening the stores of a driver takes longer than most tests.

    private TopologyTestDriver score() {
        if (score == null) {
            score = driver("score", scoreTopology());
        }
        return score;
    }

    private TopologyTestDriver learn() {
        if (learn == null) {
            learn = driver("learn", learnTopology());
        }
        return learn;
    }

    Topology scoreTopology() {
        return scoreTopology(scoring.waiting());
    }

    private Topology scoreTopology(ScoringOptions.Waiting waiting) {
        ScoringOptions options = new ScoringOptions(
                scoring.cohortFeature(),
                scoring.cohorts(),
                scoring.placements(),
                waiting,
                scoring.fetching(),
                scoring.auditRate(),
                scoring.propensityRate(),
                scoring.priors(),
                scoring.itemFeatures());
        return ScoreTopology.build(deployment, options, items, new SetTable(items), meters);
    }

    Topology learnTopology() {
        return LearnTopology.build(deployment, learning, new LearningMeters(metrics));
    }

    private TopologyTestDriver driver(String application, Topology topology) {
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, application);
        properties.put(
                StreamsConfig.STATE_DIR_CONFIG, state.resolve(application).toString());
        return new TopologyTestDriver(topology, properties, Instant.ofEpochMilli(NOW));
    }

    /** Ends score and starts it again at {@link #NOW}, on stores that are restored from their changelogs. */
    void restartScore() {
        restartScore(scoring.waiting());
    }

    void restartScore(ScoringOptions.Waiting waiting) {
        exchange();
        STORES.forEach(store -> pass(score, "score-" + store + "-changelog"));
        score().close(); // removes its directory
        score = null;
        STORES.forEach(this::restore);
        score = driver("score", scoreTopology(waiting));
    }

    private void restore(String name) {
        Path directory = state.resolve("score/score/0_0");
        MockProcessorContext<Object, Object> context =
                new MockProcessorContext<>(new Properties(), new TaskId(0, 0), directory.toFile());
        KeyValueStore<String, byte[]> store = BoundedStore.builder(deployment.stores(), name)
                .withLoggingDisabled()
                .withCachingDisabled()
                .build();
        store.init(context.getStateStoreContext(), store);
        written.getOrDefault("score-" + name + "-changelog", List.of())
                .forEach(record -> store.put(new String(record.key(), UTF_8), record.value()));
        store.close();
    }

    /** A store of score, to look at or to damage. */
    KeyValueStore<String, byte[]> scoreStore(String name) {
        return score().getKeyValueStore(name);
    }

    /** A store of learn, to look at. */
    KeyValueStore<String, Object> learnStore(String name) {
        return learn().getKeyValueStore(name);
    }

    // ---- in

    void send(Topic topic, byte[] key, byte[] value) {
        send(topic, key, value, NOW);
    }

    private void send(Topic topic, byte[] key, byte[] value, long appendTime) {
        input(topic).pipeInput(new TestRecord<>(key, value, Instant.ofEpochMilli(appendTime)));
    }

    void send(Topic topic, String key, byte[] value) {
        send(topic, key == null ? null : key.getBytes(UTF_8), value);
    }

    void request(ScoringRequest request) {
        request(request, NOW);
    }

    void request(ScoringRequest request, long appendTime) {
        send(
                Topic.SCORING_REQUESTS,
                request.userId().getBytes(UTF_8),
                codecs.scoringRequests("scoring-requests").encode(request),
                appendTime);
    }

    /** Has score know a set, or forget it where {@code items} is null. */
    void set(String setId, @Nullable List<String> items) {
        CandidateSet set = items == null ? null : new CandidateSet(setId, items, 1);
        send(Topic.SET_TABLE, setId, StateSerdes.candidateSet().serializer().serialize("set-table", set));
    }

    void reward(Reward reward) {
        send(Topic.REWARDS, reward.userId(), codecs.rewards("rewards").encode(reward));
    }

    void reward(Reward reward, long appendTime) {
        send(
                Topic.REWARDS,
                reward.userId().getBytes(UTF_8),
                codecs.rewards("rewards").encode(reward),
                appendTime);
    }

    void user(String userId, long eventTime, Map<String, FeatureValue> features) {
        send(
                Topic.USER_FEATURES,
                userId,
                codecs.featureRecords("user-features").encode(new FeatureRecord(userId, eventTime, features)));
    }

    void item(String itemId, long eventTime, Map<String, FeatureValue> features) {
        send(
                Topic.ITEM_FEATURES,
                itemId,
                codecs.featureRecords("item-features").encode(new FeatureRecord(itemId, eventTime, features)));
    }

    private TestInputTopic<byte[], byte[]> input(Topic topic) {
        TopologyTestDriver driver = switch (topic) {
            case SCORING_REQUESTS, USER_FEATURES, ITEM_TABLE, SET_TABLE, ARM_STATISTICS -> score();
            default -> learn();
        };
        return driver.createInputTopic(topic.withPrefix(""), new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** Passes on what the graphs wrote for each other, until nothing is left. */
    void exchange() {
        boolean moved = true;
        while (moved) {
            moved = pass(score, Topic.RECOMMENDATIONS, true);
            moved |= pass(score, Topic.FETCHED_ITEMS, true);
            moved |= pass(learn, Topic.ITEM_TABLE, true);
            moved |= pass(learn, Topic.SET_TABLE, true);
            moved |= pass(learn, Topic.ARM_STATISTICS, true);
            pass(learn, Topic.OUTCOMES, false); // the driver itself feeds them back
            pass(score, Topic.DEAD_LETTERS, false);
            pass(learn, Topic.DEAD_LETTERS, false);
        }
    }

    private boolean pass(@Nullable TopologyTestDriver from, Topic topic, boolean on) {
        List<TestRecord<byte[], byte[]>> records = pass(from, topic.withPrefix(""));
        if (on) {
            records.forEach(record ->
                    input(topic).pipeInput(new TestRecord<>(record.key(), record.value(), Instant.ofEpochMilli(NOW))));
        }
        return !records.isEmpty();
    }

    private List<TestRecord<byte[], byte[]>> pass(@Nullable TopologyTestDriver from, String topic) {
        if (from == null || !from.producedTopicNames().contains(topic)) {
            return List.of();
        }
        List<TestRecord<byte[], byte[]>> records = from.createOutputTopic(
                        topic, new ByteArrayDeserializer(), new ByteArrayDeserializer())
                .readRecordsToList();
        written.computeIfAbsent(topic, t -> new ArrayList<>()).addAll(records);
        return records;
    }

    void passTime(Duration time) {
        score().advanceWallClockTime(time);
        learn().advanceWallClockTime(time);
        exchange();
    }

    // ---- out

    List<TestRecord<byte[], byte[]>> records(Topic topic) {
        exchange();
        return written.getOrDefault(topic.withPrefix(""), List.of());
    }

    /** Begins anew what {@link #records} returns; state stays. */
    void forgetOutput() {
        exchange();
        written.clear();
    }

    List<Recommendation> recommendations() {
        return values(Topic.RECOMMENDATIONS, codecs.recommendations("recommendations"));
    }

    List<DeadLetter> deadLetters() {
        return values(Topic.DEAD_LETTERS, codecs.deadLetters("dead-letters"));
    }

    List<Outcome> outcomes() {
        return values(Topic.OUTCOMES, codecs.outcomes("outcomes")).stream()
                .flatMap(batch -> batch.outcomes().stream())
                .toList();
    }

    List<ArmState> arms() {
        return records(Topic.ARM_STATISTICS).stream()
                .map(record -> StateSerdes.armState().deserializer().deserialize("arm-statistics", record.value()))
                .toList();
    }

    private <T> List<T> values(Topic topic, Codec<T> codec) {
        List<T> values = new ArrayList<>();
        for (TestRecord<byte[], byte[]> record : records(topic)) {
            if (codec.decode(record.value()) instanceof Decoded.Value<T> good) {
                values.add(good.value());
            } else {
                throw new AssertionError("undecodable output on " + topic);
            }
        }
        return values;
    }

    @Override
    public void close() {
        if (score != null) {
            score.close();
        }
        if (learn != null) {
            learn.close();
        }
        metrics.close();
        try (Stream<Path> files = Files.walk(state)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
