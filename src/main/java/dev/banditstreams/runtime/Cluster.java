package dev.banditstreams.runtime;

import dev.banditstreams.config.Keys;
import dev.banditstreams.config.Settings;
import dev.failsafe.Failsafe;
import dev.failsafe.RetryPolicy;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.FinalizedVersionRange;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** What the brokers say of themselves. Every question ends within {@code bandit.startup.timeout.ms}. */
final class Cluster implements AutoCloseable {

    private final String bootstrapServers;
    private final Admin admin;
    private final RetryPolicy<Object> untilKnown;

    /**
     * A topic as it is.
     *
     * @param config its effective configuration
     */
    record TopicState(int partitions, Map<String, String> config) {}

    Cluster(Settings settings) {
        bootstrapServers = settings.bootstrapServers();
        Map<String, Object> client = ClientSettings.admin(settings);
        int timeout = Math.toIntExact(settings.get(Keys.STARTUP_TIMEOUT_MS));
        untilKnown = RetryPolicy.builder()
                .handleIf(failure -> failure.getCause() instanceof UnknownTopicOrPartitionException)
                .withDelay(Duration.ofMillis(50))
                .withMaxRetries(-1)
                .withMaxDuration(Duration.ofMillis(timeout))
                .build();
        client.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, timeout);
        client.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, Math.min(timeout, 10_000));
        try {
            admin = Admin.create(client);
        } catch (KafkaException e) {
            throw new StartUpException(
                    "the settings for Kafka are refused: " + deepest(e).getMessage(), e);
        }
    }

    /** Those of the topics that exist. */
    Map<String, TopicState> describe(Collection<String> topics) {
        Set<String> existing = wait(admin.listTopics().names(), "list the topics");
        Set<String> wanted = topics.stream().filter(existing::contains).collect(Collectors.toSet());
        Map<String, TopicDescription> descriptions =
                wait(admin.describeTopics(wanted).allTopicNames(), "describe the topics");
        Map<ConfigResource, Config> configs = wait(
                admin.describeConfigs(wanted.stream()
                                .map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name))
                                .toList())
                        .all(),
                "read the topics' configuration");
        Map<String, TopicState> states = new TreeMap<>();
        configs.forEach((resource, config) -> {
            TopicDescription description = descriptions.get(resource.name());
            if (description != null) {
                states.put(
                        resource.name(), new TopicState(description.partitions().size(), entries(config)));
            }
        });
        return states;
    }

    /**
     * Creates topics and returns when all their partitions are led. Before that an idempotent producer can lose its
     * first batch: it is refused, the second is accepted, and then the first is out of order for good (KAFKA-15591).
     */
    void create(Collection<NewTopic> topics) {
        wait(admin.createTopics(topics).all(), "create topics");
        Map<TopicPartition, OffsetSpec> partitions = new HashMap<>();
        for (NewTopic topic : topics) {
            for (int partition = 0; partition < topic.numPartitions(); partition++) {
                partitions.put(new TopicPartition(topic.name(), partition), OffsetSpec.latest());
            }
        }
        // Only a partition's leader answers this, and the client asks again until it does; but not where a broker has
        // not heard of the topic yet.
        Failsafe.with(untilKnown).run(() -> wait(admin.listOffsets(partitions).all(), "reach the new topics"));
    }

    /** The finalized {@code transaction.version}; empty where the brokers have none. */
    Optional<Integer> transactionVersion() {
        FinalizedVersionRange range = wait(admin.describeFeatures().featureMetadata(), "ask for the brokers' features")
                .finalizedFeatures()
                .get("transaction.version");
        return Optional.ofNullable(range).map(version -> (int) version.maxVersionLevel());
    }

    @Override
    public void close() {
        admin.close(Duration.ofSeconds(1));
    }

    private <T> T wait(KafkaFuture<T> answer, String purpose) {
        try {
            return answer.get();
        } catch (ExecutionException e) {
            throw failure(e.getCause() == null ? e : e.getCause(), purpose);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartUpException("interrupted while waiting for the brokers", e);
        }
    }

    private StartUpException failure(Throwable cause, String purpose) {
        if (cause instanceof TimeoutException) {
            return new StartUpException(
                    "no broker at " + bootstrapServers + " answered in time; check bootstrap.servers and, for a secured"
                            + " cluster, security.protocol",
                    cause);
        }
        if (cause instanceof AuthenticationException) {
            return new StartUpException(
                    "the brokers at " + bootstrapServers + " refuse these credentials: " + cause.getMessage(), cause);
        }
        if (cause instanceof AuthorizationException) {
            return new StartUpException("the brokers don't allow to " + purpose + ": " + cause.getMessage(), cause);
        }
        return new StartUpException("can't " + purpose + ": " + cause.getMessage(), cause);
    }

    private static Map<String, String> entries(Config config) {
        Map<String, String> entries = new TreeMap<>();
        for (ConfigEntry entry : config.entries()) {
            if (entry.value() != null) {
                entries.put(entry.name(), entry.value());
            }
        }
        return entries;
    }

    private static Throwable deepest(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }
}
