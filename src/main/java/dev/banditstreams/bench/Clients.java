package dev.banditstreams.bench;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Deserializer;

/** Ordinary Kafka clients, set up for many small records. */
final class Clients {

    private Clients() {}

    /** Idempotent, without compression, with the default partitioner. */
    static KafkaProducer<byte[], byte[]> producer(Endpoints endpoints, int lingerMillis) {
        Map<String, Object> settings = common(endpoints);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.LINGER_MS_CONFIG, lingerMillis);
        settings.put(ProducerConfig.BATCH_SIZE_CONFIG, 256 << 10);
        settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 128L << 20);
        settings.put(ProducerConfig.SEND_BUFFER_CONFIG, 1 << 20);
        return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    static KafkaConsumer<byte[], byte[]> consumer(Endpoints endpoints) {
        return consumer(endpoints, 1, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /**
     * In no group; reads committed records only.
     *
     * @param fetchBytes the broker answers when it has so many, or after 20 ms; 1: at once
     */
    static <K, V> KafkaConsumer<K, V> consumer(
            Endpoints endpoints, int fetchBytes, Deserializer<K> keys, Deserializer<V> values) {
        Map<String, Object> settings = common(endpoints);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 5_000);
        if (fetchBytes > 1) {
            settings.put(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, fetchBytes);
            settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 20);
        }
        settings.put(ConsumerConfig.RECEIVE_BUFFER_CONFIG, 1 << 20);
        return new KafkaConsumer<>(settings, keys, values);
    }

    /** Gives a consumer all partitions of these topics, and returns them. */
    static List<TopicPartition> assign(KafkaConsumer<?, ?> consumer, String... topics) {
        List<TopicPartition> partitions = Stream.of(topics)
                .flatMap(topic -> consumer.partitionsFor(topic).stream())
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        return partitions;
    }

    /** The same, to read what is written from now on. */
    static void assignAtEnd(KafkaConsumer<?, ?> consumer, String... topics) {
        List<TopicPartition> partitions = assign(consumer, topics);
        consumer.seekToEnd(partitions);
        // Seeking is lazy: without this it would mean the end at the first poll.
        partitions.forEach(consumer::position);
    }

    static Admin admin(Endpoints endpoints) {
        return Admin.create(common(endpoints));
    }

    private static Map<String, Object> common(Endpoints endpoints) {
        Map<String, Object> settings = new HashMap<>();
        settings.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, endpoints.bootstrapServers());
        settings.put(CommonClientConfigs.ENABLE_METRICS_PUSH_CONFIG, false);
        return settings;
    }
}
