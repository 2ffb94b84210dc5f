package dev.banditstreams.demo;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * Reads the committed records of some topics, from their beginning, in a thread of its own.
 *
 * <p>It is in no group: it reads every partition, and nothing of it stays on the broker.
 */
final class TopicReader implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(50);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Consumer<ConsumerRecord<byte[], byte[]>> handler;
    private final Thread thread;
    private volatile boolean finishing;
    private volatile boolean closing;
    private volatile @Nullable RuntimeException failure;

    /**
     * @param client settings of a consumer that reads committed records only
     * @param handler called in the reader's thread; where it throws, the reader ends
     */
    TopicReader(
            String name,
            Map<String, Object> client,
            Collection<String> topics,
            Consumer<ConsumerRecord<byte[], byte[]>> handler) {
        this.handler = handler;
        Map<String, Object> settings = new HashMap<>(client);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 5_000);
        consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        thread = new Thread(() -> run(topics), name);
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** Reads up to what is there now, then ends; waits for it. */
    void finish() throws InterruptedException {
        finishing = true;
        thread.join();
    }

    /** @throws RuntimeException if the reader has ended with a failure */
    void check() {
        RuntimeException failed = failure;
        if (failed != null) {
            throw failed;
        }
    }

    /** Ends reading at once. */
    @Override
    public void close() {
        closing = true;
        consumer.wakeup();
        Threads.await(thread);
    }

    private void run(Collection<String> topics) {
        try (consumer) {
            List<TopicPartition> partitions = topics.stream()
                    .flatMap(topic -> consumer.partitionsFor(topic).stream())
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            while (!closing && !finishing) {
                consumer.poll(POLL).forEach(handler);
            }
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (!closing && !reached(ends)) {
                consumer.poll(POLL).forEach(handler);
            }
        } catch (RuntimeException e) {
            if (!closing) {
                failure = e;
            }
        }
    }

    private boolean reached(Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }
}
