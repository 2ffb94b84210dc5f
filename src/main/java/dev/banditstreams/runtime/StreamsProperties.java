package dev.banditstreams.runtime;

import dev.banditstreams.config.Keys;
import dev.banditstreams.config.Setting;
import dev.banditstreams.config.Settings;
import java.time.Duration;
import java.util.Properties;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.streams.StreamsConfig;

/** Kafka Streams' properties of one application: ours, then what the settings pass through. */
final class StreamsProperties {

    private static final String CACHE_BYTES = Long.toString(32L << 20);

    /** Kafka 5 turns it on for good; its constant is deprecated already. */
    private static final String GLOBAL_EXCEPTION_HANDLER = "processing.exception.handler.global.enabled";

    /**
     * An answer waits 200 ms at most to be seen; its processor commits sooner where that costs nobody anything. Nothing
     * rests on the order between topics, and nothing waits for a topic that has nothing.
     */
    static final Tuning SCORE =
            new Tuning(Keys.THREADS_SCORE, Duration.ofMillis(200), StreamsConfig.MAX_TASK_IDLE_MS_DISABLED);

    /**
     * Nobody waits for one outcome, and a commit stops its thread for three round trips and writes each arm that
     * changed: at 25 ms one thread on a busy machine applied about 3,000 rewards a second, at 100 ms it kept up with
     * 5,000. A task waits for what the brokers have of each of its topics, and takes the oldest first: rewards that ran
     * ahead of unread recommendations would move the clock of attribution past them, and end as orphans.
     */
    static final Tuning LEARN = new Tuning(Keys.THREADS_LEARN, Duration.ofMillis(200), 0);

    /**
     * In what the applications differ.
     *
     * @param taskIdleMillis as {@code max.task.idle.ms}
     */
    record Tuning(Setting<Integer> threads, Duration commitInterval, long taskIdleMillis) {}

    private StreamsProperties() {}

    static Properties of(Settings settings, String applicationId, Tuning tuning) {
        Properties properties = new Properties();
        put(properties, StreamsConfig.APPLICATION_ID_CONFIG, applicationId);
        put(properties, StreamsConfig.STATE_DIR_CONFIG, settings.get(Keys.STATE_DIR));
        put(properties, StreamsConfig.NUM_STREAM_THREADS_CONFIG, settings.get(tuning.threads()));
        put(properties, StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, settings.get(Keys.STANDBY_REPLICAS));
        put(properties, StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        // The new protocol takes session time-out and standbys from the broker.
        put(properties, StreamsConfig.GROUP_PROTOCOL_CONFIG, "classic");
        put(properties, StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, CACHE_BYTES);
        put(properties, StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, BoundedRocksDb.class.getName());
        put(properties, Keys.ROCKSDB_CACHE_BYTES.key(), settings.get(Keys.ROCKSDB_CACHE_BYTES));
        // Failures in the tables' processors fail the application as anywhere else; without both every start warns.
        put(properties, GLOBAL_EXCEPTION_HANDLER, true);
        put(properties, StreamsConfig.mainConsumerPrefix(GLOBAL_EXCEPTION_HANDLER), true);
        put(
                properties,
                StreamsConfig.COMMIT_INTERVAL_MS_CONFIG,
                tuning.commitInterval().toMillis());
        put(properties, StreamsConfig.MAX_TASK_IDLE_MS_CONFIG, tuning.taskIdleMillis());
        latency(properties);
        takeOver(properties);
        sizes(properties, settings.get(Keys.LIMIT_RECORD_BYTES));
        put(properties, CommonClientConfigs.ENABLE_METRICS_PUSH_CONFIG, false);
        settings.kafka().forEach(properties::setProperty);
        return properties;
    }

    /** Every new transaction may have to be tried twice. */
    private static void latency(Properties properties) {
        put(properties, StreamsConfig.POLL_MS_CONFIG, 5);
        // A commit sends what is there, and nobody sees it sooner.
        put(properties, ProducerConfig.LINGER_MS_CONFIG, 20);
        put(properties, ProducerConfig.BATCH_SIZE_CONFIG, 64 << 10);
        put(properties, CommonClientConfigs.RETRY_BACKOFF_MS_CONFIG, 10);
    }

    /** After a crash the others wait for the longer of these two. */
    private static void takeOver(Properties properties) {
        put(properties, ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 6_000);
        put(properties, ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, 1_500);
        put(properties, ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, 6_000);
    }

    /** A record within the limit has to fit everywhere: one that doesn't stops its task for good. */
    private static void sizes(Properties properties, int recordBytes) {
        int maxMessageBytes = TopicLayout.maxMessageBytes(recordBytes);
        put(properties, ProducerConfig.MAX_REQUEST_SIZE_CONFIG, maxMessageBytes);
        put(properties, StreamsConfig.topicPrefix(TopicConfig.MAX_MESSAGE_BYTES_CONFIG), maxMessageBytes);
    }

    private static void put(Properties properties, String key, Object value) {
        properties.setProperty(key, value.toString());
    }
}
