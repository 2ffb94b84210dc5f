package dev.banditstreams.runtime;

import dev.banditstreams.config.Keys;
import dev.banditstreams.config.Settings;
import dev.banditstreams.model.Topic;
import dev.banditstreams.runtime.Cluster.TopicState;
import dev.banditstreams.topology.PartitionCounts;
import dev.banditstreams.topology.TopicNames;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.NewTopic;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The topics of a deployment: creates and checks them. */
public final class Topics implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Topics.class);

    private final Settings settings;
    private final TopicNames names;
    private final Cluster cluster;

    /**
     * A topic that is missing, and how it is to be created.
     *
     * @param replicationFactor empty: the brokers' default
     */
    public record Missing(String name, int partitions, Optional<Short> replicationFactor, Map<String, String> config) {}

    /** @throws StartUpException if the settings for Kafka are refused */
    public Topics(Settings settings) {
        this.settings = settings;
        names = new TopicNames(settings.get(Keys.TOPIC_PREFIX));
        cluster = new Cluster(settings);
    }

    public List<String> names() {
        return Arrays.stream(Topic.values()).map(names::of).toList();
    }

    /**
     * What {@link #create} would create.
     *
     * @throws StartUpException if the brokers don't answer
     */
    public List<Missing> missing(int partitions, Optional<Short> replicationFactor) {
        Map<String, TopicState> states = cluster.describe(names());
        List<Missing> missing = new ArrayList<>();
        for (Topic topic : Topic.values()) {
            if (!states.containsKey(names.of(topic))) {
                missing.add(new Missing(
                        names.of(topic),
                        partitions,
                        replicationFactor,
                        layout(topic).all()));
            }
        }
        return missing;
    }

    /** @throws StartUpException if the brokers refuse any of them */
    public void create(List<Missing> missing) {
        cluster.create(missing.stream()
                .map(topic -> new NewTopic(topic.name, Optional.of(topic.partitions), topic.replicationFactor)
                        .configs(topic.config))
                .toList());
    }

    /**
     * Everything in which the topics and the brokers are not as they have to be.
     *
     * @throws StartUpException if the brokers don't answer
     */
    public List<String> differences() {
        TopicInspection inspection = inspect(cluster.describe(names()));
        List<String> differences = new ArrayList<>(inspection.errors());
        differences.addAll(inspection.warnings());
        differences.addAll(transactionErrors());
        return differences;
    }

    /**
     * Makes sure that the service can start.
     *
     * @throws StartUpException if it can't, with all the reasons
     */
    PartitionCounts check() {
        Map<String, TopicState> states = cluster.describe(names());
        TopicInspection inspection = inspect(states);
        inspection.warnings().forEach(LOG::warn);
        List<String> errors = new ArrayList<>(inspection.errors());
        errors.addAll(transactionErrors());
        if (!errors.isEmpty()) {
            throw new StartUpException(String.join("\n  ", errors) + "\n  "
                    + "create what is missing with ./bandit topics --create, see all differences with"
                    + " ./bandit topics --check");
        }
        Map<String, Integer> counts = new HashMap<>();
        states.forEach((name, state) -> counts.put(name, state.partitions()));
        return new PartitionCounts(counts);
    }

    @Override
    public void close() {
        cluster.close();
    }

    private TopicInspection inspect(Map<String, TopicState> states) {
        return TopicInspection.of(names, settings.get(Keys.LIMIT_RECORD_BYTES), states);
    }

    private TopicLayout layout(Topic topic) {
        return TopicLayout.of(topic, settings.get(Keys.LIMIT_RECORD_BYTES));
    }

    private List<String> transactionErrors() {
        if (!settings.exactlyOnce() || !settings.get(Keys.CHECK_TRANSACTION_VERSION)) {
            return List.of();
        }
        Optional<Integer> version = cluster.transactionVersion();
        if (version.isPresent() && version.get() >= 2) {
            return List.of();
        }
        return List.of("the brokers' transaction.version is "
                + version.map(String::valueOf).orElse("not known")
                + ", expected 2 or later (kafka-features.sh upgrade --feature transaction.version=2; or set "
                + Keys.CHECK_TRANSACTION_VERSION.key() + "=false)");
    }
}
