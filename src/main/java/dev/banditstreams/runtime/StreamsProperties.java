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

    /** The longest that an answer waits to be seen; its processor commits sooner where that costs nobody anything. */
    static final Duration SCORE_COMMIT_INTERVAL = Duration.ofMillis(200);

    /**
     * Nobody waits for one outcome, and a commit stops its thread for three round trips: at 25 ms one thread on a busy
     * machine applied about 3,000 rewards a second, at 100 ms it kept up with 5,000.
     */
    static final Duration LEARN_COMMIT_INTERVAL = Duration.ofMillis(100);

    private StreamsProperties() {}

    static Properties of(Settings settings, String applicationId, Setting<Integer> threads, Duration commitInterval) {
        Properties properties = new Properties();
        put(properties, StreamsConfig.APPLICATION_ID_CONFIG, applicationId);
        put(properties, StreamsConfig.STATE_DIR_CONFIG, settings.get(Keys.STATE_DIR));
        put(properties, StreamsConfig.NUM_STREAM_THREADS_CONFIG, settings.get(threads));
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
        put(properties, StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, commitInterval.toMillis());
        latency(properties);
        takeOver(properties);
        sizes(properties, settings.get(Keys.LIMIT_RECORD_BYTES));
        put(properties, CommonClientConfigs.ENABLE_METRICS_PUSH_CONFIG, false);
        settings.kafka().forEach(properties::setProperty);
        return properties;
    }

    /**
     * Has a task wait for what the brokers have of each of its topics, and take the oldest first: rewards that ran
     * ahead of unread recommendations would move the clock of attribution past them, and end as orphans.
     */
    static void readInOrder(Properties properties, Settings settings) {
        if (!settings.kafka().containsKey(StreamsConfig.MAX_TASK_IDLE_MS_CONFIG)) {
            put(properties, StreamsConfig.MAX_TASK_IDLE_MS_CONFIG, 0L);
        }
    }

    /** Every new transaction may have to be tried twice. */
    private static void latency(Properties properties) {
        put(properties, StreamsConfig.POLL_MS_CONFIG, 5);
        // Score rests on no order between topics, and waits for no topic that has nothing.
        put(properties, StreamsConfig.MAX_TASK_IDLE_MS_CONFIG, StreamsConfig.MAX_TASK_IDLE_MS_DISABLED);
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
