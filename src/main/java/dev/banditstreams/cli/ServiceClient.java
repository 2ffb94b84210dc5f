package dev.banditstreams.cli;

import dev.banditstreams.config.Keys;
import dev.banditstreams.config.Settings;
import dev.banditstreams.model.SourcePosition;
import dev.banditstreams.model.Topic;
import dev.banditstreams.runtime.ClientSettings;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** An ordinary producer and consumer of the service's topics. */
final class ServiceClient implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(100);

    private final Settings settings;
    private final Duration timeout;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final KafkaProducer<byte[], byte[]> producer;

    /** @param timeout for each answer of brokers or service */
    ServiceClient(Settings settings, Duration timeout) {
        this.settings = settings;
        this.timeout = timeout;
        int millis = Math.toIntExact(timeout.toMillis());
        Map<String, Object> reading = ClientSettings.consumer(settings);
        // A client must not create a topic with the brokers' defaults by asking for it.
        reading.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        reading.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, millis);
        reading.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, millis);
        Map<String, Object> writing = ClientSettings.producer(settings);
        writing.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, millis);
        writing.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        writing.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, millis);
        writing.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, millis);
        try {
            consumer = new KafkaConsumer<>(reading, new ByteArrayDeserializer(), new ByteArrayDeserializer());
            producer = new KafkaProducer<>(writing, new ByteArraySerializer(), new ByteArraySerializer());
        } catch (KafkaException e) {
            throw new CommandFailure("the settings for Kafka are refused: " + Failures.deepest(e), e);
        }
    }

    String topic(Topic topic) {
        return topic.withPrefix(settings.get(Keys.TOPIC_PREFIX));
    }

    /** Every record of these topics that is written from now on will be seen by {@link #await}. */
    void listen(Topic... topics) {
        List<TopicPartition> partitions = new ArrayList<>();
        for (Topic topic : topics) {
            partitions.addAll(partitions(topic));
        }
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
    }

    /** Publishes to the partition that murmur2 of the key gives, and waits for the brokers' acknowledgement. */
    SourcePosition publish(Topic topic, String key, byte[] value) {
        partitions(topic);
        try {
            RecordMetadata written = producer.send(
                            new ProducerRecord<>(topic(topic), key.getBytes(StandardCharsets.UTF_8), value))
                    .get();
            return new SourcePosition(written.topic(), written.partition(), written.offset());
        } catch (ExecutionException e) {
            throw new CommandFailure("topic " + topic(topic) + " took no record: " + Failures.deepest(e), e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /** The first record that {@code reader} makes something of; empty when the time is over. */
    <T> Optional<T> await(Function<ConsumerRecord<byte[], byte[]>, Optional<T>> reader) {
        long end = System.nanoTime() + timeout.toNanos();
        while (System.nanoTime() - end < 0) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                @Nullable T value = reader.apply(record).orElse(null);
                if (value != null) {
                    return Optional.of(value);
                }
            }
        }
        return Optional.empty();
    }

    @Override
    public void close() {
        producer.close(Duration.ZERO);
        consumer.close(org.apache.kafka.clients.consumer.CloseOptions.timeout(Duration.ZERO));
    }

    private List<TopicPartition> partitions(Topic topic) {
        return partitions(consumer, topic(topic), settings, timeout);
    }

    /** @throws CommandFailure that says what to do if there is no such topic, or no broker */
    static List<TopicPartition> partitions(
            KafkaConsumer<byte[], byte[]> consumer, String name, Settings settings, Duration timeout) {
        try {
            List<TopicPartition> partitions = consumer.partitionsFor(name).stream()
                    .map(info -> new TopicPartition(name, info.partition()))
                    .toList();
            if (partitions.isEmpty()) {
                throw new CommandFailure("topic " + name + " doesn't exist; ./bandit topics --create creates it, or"
                        + " give its --topic-prefix");
            }
            return partitions;
        } catch (TimeoutException e) {
            throw new CommandFailure(
                    "no broker at " + settings.bootstrapServers() + " answered within " + timeout.toSeconds()
                            + " s; give another address with --bootstrap-servers",
                    e);
        } catch (KafkaException e) {
            throw new CommandFailure("topic " + name + " can't be read: " + Failures.deepest(e), e);
        }
    }

    private static CommandFailure interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new CommandFailure("interrupted", e);
    }
}
