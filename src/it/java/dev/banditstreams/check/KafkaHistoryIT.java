package dev.banditstreams.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.banditstreams.demo.EmbeddedBroker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was committed as read, of a service that commits while it is looked up. */
class KafkaHistoryIT {

    private static final String TOPIC = "scoring-requests";
    private static final long LONG = 30;

    @TempDir
    private Path directory;

    @Test
    void shouldWaitForOffsetsThatAreBeingCommitted() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory)) {
            Map<String, Object> client = Map.of("bootstrap.servers", broker.bootstrapServers());
            try (Admin admin = Admin.create(client)) {
                admin.createTopics(List.of(new NewTopic(TOPIC, 2, (short) 1)))
                        .all()
                        .get();
            }
            try (Producer<byte[], byte[]> score = score(client);
                    Consumer<byte[], byte[]> group = group(client)) {
                score.initTransactions();
                commit(score, group, Map.of(0, 1L, 1, 2L));
                score.commitTransaction();
                commit(score, group, Map.of(0, 7L));

                // Offsets of partition 1 are stable; without those of 0 every request of it would count as not read.
                assertThatThrownBy(() -> history(client, Duration.ofSeconds(1)))
                        .isInstanceOf(CheckException.class)
                        .hasMessageContaining(TOPIC + "-0");

                score.commitTransaction();
            }
            try (KafkaHistory history = history(client, Duration.ofSeconds(LONG))) {
                assertThat(history.committed(Log.REQUESTS, 0)).isEqualTo(7);
                assertThat(history.committed(Log.REQUESTS, 1)).isEqualTo(2);
            }
        }
    }

    private static Producer<byte[], byte[]> score(Map<String, Object> client) {
        Map<String, Object> settings = new HashMap<>(client);
        settings.put("transactional.id", "score");
        return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private static Consumer<byte[], byte[]> group(Map<String, Object> client) {
        Map<String, Object> settings = new HashMap<>(client);
        settings.put("group.id", "bandit-score");
        return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** In a transaction that is left open. */
    private static void commit(
            Producer<byte[], byte[]> score, Consumer<byte[], byte[]> group, Map<Integer, Long> offsets) {
        score.beginTransaction();
        score.sendOffsetsToTransaction(
                offsets.entrySet().stream()
                        .collect(Collectors.toMap(
                                entry -> new TopicPartition(TOPIC, entry.getKey()),
                                entry -> new OffsetAndMetadata(entry.getValue()))),
                group.groupMetadata());
    }

    private static KafkaHistory history(Map<String, Object> client, Duration patience) {
        return new KafkaHistory(
                new KafkaHistory.Source(client, "", "bandit", OptionalLong.empty(), patience), line -> {});
    }
}
