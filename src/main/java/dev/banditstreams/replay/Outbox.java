package dev.banditstreams.replay;

import dev.banditstreams.model.SourcePosition;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * An idempotent producer that remembers where each record went.
 *
 * <p>Records of one key arrive in the order in which they were sent: an import rests on it.
 */
final class Outbox implements AutoCloseable {

    private final KafkaProducer<byte[], byte[]> producer;
    private final Map<SourcePosition, Sent> positions = new ConcurrentHashMap<>();
    private final AtomicLong underWay = new AtomicLong();
    private volatile @Nullable Exception failure;

    Outbox(Map<String, Object> settings) {
        Map<String, Object> own = new HashMap<>(settings);
        own.put(ProducerConfig.ACKS_CONFIG, "all");
        own.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        own.putIfAbsent(ProducerConfig.LINGER_MS_CONFIG, 5);
        try {
            producer = new KafkaProducer<>(own, new ByteArraySerializer(), new ByteArraySerializer());
        } catch (KafkaException e) {
            throw new ReplayException("Kafka's producer refuses its settings: " + e.getMessage(), e);
        }
    }

    /** Sends to the partition that murmur2 of the key gives. */
    void send(String topic, String key, byte[] value, Sent what) {
        check();
        underWay.incrementAndGet();
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(topic, key.getBytes(StandardCharsets.UTF_8), value);
        try {
            var unused = producer.send(record, (written, failed) -> acknowledged(what, written, failed));
        } catch (KafkaException e) {
            throw new ReplayException("topic " + topic + " can't be written: " + e.getMessage(), e);
        }
    }

    /** What this run wrote to that place; null: nothing that the brokers have acknowledged. */
    @Nullable
    Sent at(SourcePosition position) {
        return positions.get(position);
    }

    /** Records that the brokers have. */
    int acknowledged() {
        return positions.size();
    }

    boolean allAcknowledged() {
        return underWay.get() == 0;
    }

    /** @throws ReplayException if a record could not be sent */
    void check() {
        Exception failed = failure;
        if (failed != null) {
            throw new ReplayException("a record could not be sent: " + failed.getMessage(), failed);
        }
    }

    @Override
    public void close() {
        producer.close(Duration.ZERO);
    }

    private void acknowledged(Sent what, RecordMetadata written, @Nullable Exception failed) {
        if (failed == null) {
            positions.put(new SourcePosition(written.topic(), written.partition(), written.offset()), what);
        } else if (failure == null) {
            failure = failed;
        }
        underWay.decrementAndGet();
    }
}
