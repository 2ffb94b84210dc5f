package dev.banditstreams.topology;

import dev.banditstreams.codec.Codec;
import dev.banditstreams.model.Topic;
import dev.banditstreams.topology.Intake.Keys;
import dev.banditstreams.topology.Intake.Tombstones;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/** Wires one connected part of a graph, whose nodes share one sink for what they refuse. */
final class Graph {

    private final Topology topology;
    private final Deployment deployment;
    private final String deadLetters;
    private final List<String> nodes = new ArrayList<>();

    /** @param deadLetters the name of the part's sink for refused records */
    Graph(Topology topology, Deployment deployment, String deadLetters) {
        this.topology = topology;
        this.deployment = deployment;
        this.deadLetters = deadLetters;
    }

    /** A store of numbers with a changelog, cached: most of its writes never leave the heap. */
    static StoreBuilder<KeyValueStore<String, Long>> longStore(StateStores stores, String name) {
        return Stores.keyValueStoreBuilder(stores.named(name), Serdes.String(), Serdes.Long())
                .withCachingEnabled();
    }

    /** A source, named as its topic, and the node that accepts its records, all of which have keys. */
    <T> void accept(Topic topic, Function<String, Codec<T>> codec, Rules<T> rules, String stage, String next) {
        accept(topic, codec, rules, Keys.REQUIRED, stage, next);
    }

    <T> void accept(
            Topic topic, Function<String, Codec<T>> codec, Rules<T> rules, Keys keys, String stage, String next) {
        String name = deployment.topics().of(topic);
        String source = topic.withPrefix("");
        topology.addSource(
                AutoOffsetReset.earliest(),
                source,
                new ArrivalTime(deployment.topics(), deployment.clock()),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer(),
                name);
        // Of a compacted topic a record without a value is the end of its key; of any other it is nothing.
        Tombstones tombstones = topic.cleanUp() == Topic.CleanUp.COMPACT ? Tombstones.ALLOWED : Tombstones.REFUSED;
        Intake<T> intake = new Intake<>(codec.apply(name), rules, keys, tombstones, stage, next, deadLetters);
        process(stage, () -> new Accept<>(intake, deployment), source);
    }

    <K, V> void process(String node, ProcessorSupplier<K, V, Object, Object> processor, String parent) {
        topology.addProcessor(node, processor, parent);
        nodes.add(node);
    }

    void sink(String sink, Topic topic, String... parents) {
        topology.addSink(
                sink, deployment.topics().of(topic), new ByteArraySerializer(), new ByteArraySerializer(), parents);
    }

    /** The last wire: from every node of this part to its dead letters. */
    void sinkDeadLetters() {
        sink(deadLetters, Topic.DEAD_LETTERS, nodes.toArray(String[]::new));
    }
}
