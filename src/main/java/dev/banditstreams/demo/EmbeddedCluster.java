package dev.banditstreams.demo;

import dev.banditstreams.codec.Codecs;
import dev.banditstreams.config.Keys;
import dev.banditstreams.config.Settings;
import dev.banditstreams.model.Topic;
import dev.banditstreams.runtime.Topics;
import dev.banditstreams.topology.TopicNames;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * What the service needs around it, inside this process: a broker, a schema registry, and the topics with their
 * schemas.
 */
public final class EmbeddedCluster implements AutoCloseable {

    private static final int PARTITIONS = 4;

    private final EmbeddedBroker broker;
    private final EmbeddedRegistry registry;
    private final Settings settings;

    private EmbeddedCluster(EmbeddedBroker broker, EmbeddedRegistry registry, Settings settings) {
        this.broker = broker;
        this.registry = registry;
        this.settings = settings;
    }

    /**
     * Starts on any free ports.
     *
     * @param extra settings of the service beside the addresses and the state directory
     */
    public static EmbeddedCluster start(DataDirectory data, Map<String, String> extra) {
        return start(data, 0, 0, extra);
    }

    /**
     * Starts everything and returns when the service can start on it.
     *
     * @param kafkaPort 0: any free one
     * @param registryPort 0: any free one
     * @param extra settings of the service beside the addresses and the state directory
     */
    public static EmbeddedCluster start(
            DataDirectory data, int kafkaPort, int registryPort, Map<String, String> extra) {
        CompletableFuture<EmbeddedBroker> starting =
                CompletableFuture.supplyAsync(() -> EmbeddedBroker.start(data.resolve("kafka"), kafkaPort));
        EmbeddedRegistry registry;
        try {
            registry = EmbeddedRegistry.start(registryPort);
        } catch (RuntimeException e) {
            joined(starting).close();
            throw e;
        }
        EmbeddedBroker broker;
        try {
            broker = joined(starting);
        } catch (RuntimeException e) {
            registry.close();
            throw e;
        }
        Map<String, String> settings = new HashMap<>(extra);
        // With one instance a broadcast costs little, and who watches wants to see it learn.
        settings.putIfAbsent(Keys.PUBLISH_INTERVAL_MS.key(), "1000");
        settings.put("bootstrap.servers", broker.bootstrapServers());
        settings.put("schema.registry.url", registry.url());
        settings.put(Keys.STATE_DIR.key(), data.resolve("state").toString());
        EmbeddedCluster cluster = new EmbeddedCluster(broker, registry, Settings.of(settings));
        try {
            cluster.createTopics();
            return cluster;
        } catch (RuntimeException e) {
            cluster.close();
            throw e;
        }
    }

    /** The future's result, or its failure as it was thrown. */
    private static <T> T joined(CompletableFuture<T> future) {
        try {
            return future.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    /** Settings of a service that runs on this cluster. */
    public Settings settings() {
        return settings;
    }

    public String bootstrapServers() {
        return broker.bootstrapServers();
    }

    public String registryUrl() {
        return registry.url();
    }

    @Override
    public void close() {
        registry.close();
        broker.close();
    }

    private void createTopics() {
        try (Topics topics = new Topics(settings);
                Codecs codecs = new Codecs(settings.confluent())) {
            List<Topics.Missing> missing = topics.missing(PARTITIONS, Optional.empty());
            topics.create(missing);
            TopicNames names = new TopicNames(settings.get(Keys.TOPIC_PREFIX));
            for (Topic topic : Topic.values()) {
                codecs.register(topic, names.of(topic));
            }
        }
    }
}
