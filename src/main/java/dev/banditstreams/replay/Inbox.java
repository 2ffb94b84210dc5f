package dev.banditstreams.replay;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads whole topics, committed records only, without a consumer group. For one thread.
 *
 * <p>First {@link #read} for each topic, then {@link #open}, then {@link #poll}.
 */
final class Inbox implements AutoCloseable {

    /** Where reading starts. */
    enum From {
        BEGINNING,
        /** Behind the last record at the time of {@link #open}. */
        END
    }

    /** Gets each record of a topic that can be read. */
    interface Reader<T> {
        /** @param old whether it was there at the time of {@link #open} */
        void read(T value, ConsumerRecord<byte[], byte[]> record, boolean old);
    }

    private record Subscription(From from, RawReader reader) {}

    private interface RawReader {
        void read(ConsumerRecord<byte[], byte[]> record, boolean old);
    }

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Map<String, Subscription> subscriptions = new LinkedHashMap<>();
    private Map<TopicPartition, Long> ends = Map.of();

    Inbox(Map<String, Object> settings) {
        Map<String, Object> own = new HashMap<>(settings);
        own.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        own.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        own.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        own.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        own.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 2_000);
        try {
            consumer = new KafkaConsumer<>(own, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        } catch (KafkaException e) {
            throw new ReplayException("Kafka's consumer refuses its settings: " + e.getMessage(), e);
        }
    }

    /** @param decoding empty for what can't be read: it isn't this run's */
    <T> void read(String topic, From from, Function<byte[], Optional<T>> decoding, Reader<T> reader) {
        subscriptions.put(topic, new Subscription(from, (record, old) -> {
            if (record.value() != null) {
                decoding.apply(record.value()).ifPresent(value -> reader.read(value, record, old));
            }
        }));
    }

    /** @throws ReplayException if a topic doesn't exist or the brokers don't answer */
    void open() {
        List<TopicPartition> partitions = new ArrayList<>();
        subscriptions.keySet().forEach(topic -> partitions.addAll(partitions(topic)));
        try {
            ends = consumer.endOffsets(partitions);
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            ends.forEach((partition, end) -> {
                if (subscription(partition.topic()).from == From.END) {
                    consumer.seek(partition, end);
                }
            });
        } catch (KafkaException e) {
            throw new ReplayException("the topics can't be read: " + e.getMessage(), e);
        }
    }

    /** Whether all that was there at the time of {@link #open} has been read. */
    boolean caughtUp() {
        return ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }

    /** Hands on what there is, and waits for it up to {@code wait}. */
    void poll(Duration wait) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(wait)) {
            long end = ends.getOrDefault(new TopicPartition(record.topic(), record.partition()), 0L);
            subscription(record.topic()).reader.read(record, record.offset() < end);
        }
    }

    @Override
    public void close() {
        consumer.close(CloseOptions.timeout(Duration.ZERO));
    }

    private Subscription subscription(String topic) {
        Subscription subscription = subscriptions.get(topic);
        if (subscription == null) {
            throw new IllegalStateException("nobody reads topic " + topic);
        }
        return subscription;
    }

    private List<TopicPartition> partitions(String topic) {
        try {
            List<PartitionInfo> partitions = consumer.partitionsFor(topic);
            if (partitions.isEmpty()) {
                throw new ReplayException("there is no topic " + topic
                        + ": ./bandit topics --create creates it; or give the service's --topic-prefix");
            }
            return partitions.stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList();
        } catch (KafkaException e) {
            throw new ReplayException("topic " + topic + " can't be read: " + e.getMessage(), e);
        }
    }
}
