package dev.banditstreams.demo;

import dev.banditstreams.codec.Codec;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** An ordinary idempotent producer with the default partitioner, which remembers its first failure. Thread-safe. */
final class Outlet implements AutoCloseable {

    private final KafkaProducer<byte[], byte[]> producer;
    private volatile @Nullable Exception failure;

    /** @param client settings of a producer */
    Outlet(Map<String, Object> client) {
        Map<String, Object> settings = new HashMap<>(client);
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.BATCH_SIZE_CONFIG, 64 << 10);
        producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the callback sees every failure
    <T> void send(String topic, String key, Codec<T> codec, T value) {
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(topic, key.getBytes(StandardCharsets.UTF_8), codec.encode(value));
        producer.send(record, (metadata, failed) -> {
            if (failed != null && failure == null) {
                failure = failed;
            }
        });
    }

    /** Waits until the broker has everything that was sent. */
    void flush() {
        producer.flush();
        check();
    }

    /** @throws IllegalStateException if something that was sent did not arrive */
    void check() {
        Exception failed = failure;
        if (failed != null) {
            throw new IllegalStateException("a record could not be sent: " + failed.getMessage(), failed);
        }
    }

    /** Ends without waiting for what is still under way. */
    @Override
    public void close() {
        producer.close(Duration.ZERO);
    }
}
