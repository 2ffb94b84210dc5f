package dev.banditstreams.runtime;

import dev.banditstreams.model.Topic;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * How a topic has to be configured.
 *
 * @param demanded what results depend on: the service doesn't start without it
 * @param advised what is set at creation besides
 */
record TopicLayout(Map<String, String> demanded, Map<String, String> advised) {

    static final String CLEANUP_POLICY = "cleanup.policy";
    static final String TIMESTAMP_TYPE = "message.timestamp.type";
    static final String MAX_MESSAGE_BYTES = "max.message.bytes";
    static final String MIN_COMPACTION_LAG = "min.compaction.lag.ms";

    private static final Duration LOOK_BACK = Duration.ofHours(1);
    private static final Duration RETENTION = Duration.ofDays(7);
    private static final Duration DEAD_LETTERS_RETENTION = Duration.ofDays(30);

    /** An instance that was away for longer than this keeps what has been deleted meanwhile. */
    private static final Duration TOMBSTONES = Duration.ofDays(7);

    /** A batch of one record is so much larger than its key and value, headers of tracing included. */
    private static final int BATCH_OVERHEAD = 16 * 1024;

    /** The brokers' own default. */
    private static final int DEFAULT_MAX_MESSAGE_BYTES = 1_048_588;

    /** @param recordBytes largest key and value together */
    static TopicLayout of(Topic topic, int recordBytes) {
        Map<String, String> demanded = new TreeMap<>();
        Map<String, String> advised = new TreeMap<>();
        demanded.put(MAX_MESSAGE_BYTES, Integer.toString(maxMessageBytes(recordBytes)));
        if (topic.timestampType() == Topic.TimestampType.LOG_APPEND_TIME) {
            demanded.put(TIMESTAMP_TYPE, "LogAppendTime");
        }
        switch (topic.cleanUp()) {
            case DELETE -> {
                demanded.put(CLEANUP_POLICY, "delete");
                advised.put("retention.ms", millis(topic == Topic.DEAD_LETTERS ? DEAD_LETTERS_RETENTION : RETENTION));
            }
            case COMPACT -> demanded.put(CLEANUP_POLICY, "compact");
            case COMPACT_WITH_LOOK_BACK -> {
                demanded.put(CLEANUP_POLICY, "compact");
                advised.put(MIN_COMPACTION_LAG, millis(LOOK_BACK));
                advised.put("delete.retention.ms", millis(TOMBSTONES));
            }
        }
        return new TopicLayout(demanded, advised);
    }

    /** What a topic has to allow for a record of that size. */
    static int maxMessageBytes(int recordBytes) {
        return Math.max(DEFAULT_MAX_MESSAGE_BYTES, recordBytes + BATCH_OVERHEAD);
    }

    /** Everything to set on a new topic. */
    Map<String, String> all() {
        Map<String, String> all = new TreeMap<>(demanded);
        all.putAll(advised);
        return all;
    }

    private static String millis(Duration duration) {
        return Long.toString(duration.toMillis());
    }
}
