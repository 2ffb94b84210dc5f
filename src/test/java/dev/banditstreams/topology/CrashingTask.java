package dev.banditstreams.topology;

import dev.banditstreams.model.Topic;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Properties;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;

/**
 * A task that dies at any moment and begins again as of its last commit: positions, stores, and what it had written by
 * then. What it wrote since was never seen, as with an aborted transaction.
 *
 * <p>The order of records of different topics differs from life to life, within bounds.
 */
final class CrashingTask {

    private final Graph graph;
    private final Map<Topic, List<Sent>> inputs;
    private final Set<Topic> tables;
    private final Fault fault;
    private final Random random;
    private final boolean cached;

    private final Map<Topic, List<Sent>> written = new EnumMap<>(Topic.class);
    private final List<Step> steps = new ArrayList<>();
    private final Map<Topic, Integer> positions = new EnumMap<>(Topic.class);

    private TopologyTestDriver driver;
    private KeptStores stores;
    private final List<Step> stepsSince = new ArrayList<>();
    private Map<Topic, Integer> committedPositions = Map.of();
    private Map<String, NavigableMap<Bytes, byte[]>> committed = new HashMap<>();
    private Map<String, NavigableMap<Bytes, byte[]>> committedBefore = new HashMap<>();
    private int discarded;
    private Instant now = Instant.ofEpochMilli(Graphs.NOW);

    /** Makes the graph of one life. */
    @FunctionalInterface
    interface Graph {
        Topology on(StateStores stores);
    }

    /** A record that was processed. */
    record Step(Topic topic, int offset) {}

    /**
     * @param inputs may grow
     * @param tables those of them that fill global stores, which have no part in transactions
     * @param cached whether stores have caches
     */
    CrashingTask(
            Graph graph, Map<Topic, List<Sent>> inputs, Set<Topic> tables, Fault fault, Random random, boolean cached) {
        this.graph = graph;
        this.inputs = inputs;
        this.tables = tables;
        this.fault = fault;
        this.random = random;
        this.cached = cached;
        inputs.keySet().forEach(topic -> positions.put(topic, 0));
        committedPositions = new EnumMap<>(positions);
        start(new HashMap<>());
    }

    private void start(Map<String, NavigableMap<Bytes, byte[]>> contents) {
        stores = new KeptStores(contents, fault::put);
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "crashing");
        properties.put("processing.exception.handler.global.enabled", true); // else each start warns
        if (!cached) {
            properties.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 0);
        }
        driver = new TopologyTestDriver(graph.on(stores), properties, now);
        Map<TopicPartition, AtomicLong> offsets = offsets(driver);
        positions.forEach((topic, position) -> {
            AtomicLong offset = offsets.get(new TopicPartition(topic.withPrefix(""), 0));
            if (offset != null) {
                offset.set(position);
            }
        });
    }

    /** A driver counts from 0; the records of this task stay where they are when it begins again. */
    @SuppressWarnings("unchecked")
    private static Map<TopicPartition, AtomicLong> offsets(TopologyTestDriver driver) {
        try {
            var field = TopologyTestDriver.class.getDeclaredField("offsetsByTopicOrPatternPartition");
            field.setAccessible(true);
            return (Map<TopicPartition, AtomicLong>) field.get(driver);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("this version of the driver keeps its offsets elsewhere", e);
        }
    }

    boolean hasInput() {
        return inputs.keySet().stream().anyMatch(this::hasInput);
    }

    private boolean hasInput(Topic topic) {
        return positions.get(topic) < inputs.get(topic).size();
    }

    /** Processes a record: mostly the oldest that waits, sometimes that of another topic. */
    void step() {
        List<Topic> waiting = inputs.keySet().stream().filter(this::hasInput).toList();
        Topic topic = waiting.get(random.nextInt(waiting.size()));
        if (random.nextInt(10) < 8) {
            for (Topic other : waiting) {
                topic = next(other).time() < next(topic).time() ? other : topic;
            }
        }
        Sent record = next(topic);
        int offset = positions.merge(topic, 1, Integer::sum) - 1;
        driver.createInputTopic(topic.withPrefix(""), new ByteArraySerializer(), new ByteArraySerializer())
                .pipeInput(new TestRecord<>(record.key(), record.value(), Instant.ofEpochMilli(record.time())));
        stepsSince.add(new Step(topic, offset));
    }

    private Sent next(Topic topic) {
        return inputs.get(topic).get(positions.get(topic));
    }

    void passTime(long millis) {
        now = now.plusMillis(millis);
        driver.advanceWallClockTime(Duration.ofMillis(millis));
    }

    /** From here on it begins again. */
    void commit() {
        for (Topic topic : Topic.values()) {
            String name = topic.withPrefix("");
            if (driver.producedTopicNames().contains(name)) {
                List<Sent> log = written.computeIfAbsent(topic, t -> new ArrayList<>());
                driver.createOutputTopic(name, new ByteArrayDeserializer(), new ByteArrayDeserializer())
                        .readRecordsToList()
                        .forEach(record ->
                                log.add(new Sent(record.key(), record.value(), record.timestamp(), null, null)));
            }
        }
        steps.addAll(stepsSince);
        stepsSince.clear();
        committedPositions = new EnumMap<>(positions);
        committedBefore = committed;
        committed = stores.copy();
    }

    void crash() {
        discarded += stepsSince.size();
        Map<String, NavigableMap<Bytes, byte[]>> restored = KeptStores.copy(committed);
        Map<String, NavigableMap<Bytes, byte[]>> alive = stores.copy();
        switch (fault.kind()) {
            case BEHIND -> replace(restored, fault.store(), committedBefore);
            case AHEAD -> replace(restored, fault.store(), alive);
            case NONE, FORGETS_REWARD_IDS -> {}
        }
        committedPositions.forEach((topic, position) -> {
            if (tables.contains(topic)) {
                replace(restored, topic.withPrefix(""), alive);
            } else {
                positions.put(topic, position);
            }
        });
        stepsSince.clear();
        start(restored);
    }

    private static void replace(
            Map<String, NavigableMap<Bytes, byte[]>> restored,
            String store,
            Map<String, NavigableMap<Bytes, byte[]>> by) {
        restored.remove(store);
        if (by.containsKey(store)) {
            restored.put(store, KeptStores.copy(by).get(store));
        }
    }

    void close() {
        driver.close();
    }

    /** Records that were processed in vain, and read again. */
    int discarded() {
        return discarded;
    }

    // ---- as committed

    /** What it processed, in its order. */
    List<Step> steps() {
        return steps;
    }

    Sent input(Step step) {
        return inputs.get(step.topic()).get(step.offset());
    }

    /** What it wrote to a topic; grows. */
    List<Sent> written(Topic topic) {
        return written.computeIfAbsent(topic, t -> new ArrayList<>());
    }

    /** What a store has. */
    NavigableMap<Bytes, byte[]> store(String name) {
        return committed.get(name);
    }
}
