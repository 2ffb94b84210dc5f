package dev.banditstreams.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class EmbeddedBrokerIT {

    private static final String TOPIC = "words";

    @Test
    void shouldKeepCommittedRecordsOverARestartOnTheSameDirectoryAndPort(@TempDir Path dataDir) throws Exception {
        int port;
        try (EmbeddedBroker broker = EmbeddedBroker.start(dataDir)) {
            port = broker.port();
            createTopic(broker.bootstrapServers());
            try (KafkaProducer<String, String> producer = producer(broker.bootstrapServers())) {
                producer.initTransactions();
                send(producer, "kept");
                producer.commitTransaction();
                send(producer, "thrown away");
                producer.abortTransaction();
            }
            assertThat(committed(broker.bootstrapServers(), 1)).containsExactly("kept");
        }

        try (EmbeddedBroker broker = EmbeddedBroker.start(dataDir, port)) {
            assertThat(broker.bootstrapServers()).isEqualTo("127.0.0.1:" + port);
            try (KafkaProducer<String, String> producer = producer(broker.bootstrapServers())) {
                producer.initTransactions();
                send(producer, "added");
                producer.commitTransaction();
            }
            assertThat(committed(broker.bootstrapServers(), 2)).containsExactly("kept", "added");
        }
    }

    @Test
    void shouldLetTwoNodesRunSideBySide(@TempDir Path one, @TempDir Path other) throws Exception {
        try (EmbeddedBroker first = EmbeddedBroker.start(one);
                EmbeddedBroker second = EmbeddedBroker.start(other)) {
            createTopic(first.bootstrapServers());
            try (Admin admin = Admin.create(Map.of("bootstrap.servers", second.bootstrapServers()))) {
                assertThat(admin.listTopics().names().get()).isEmpty();
            }
        }
    }

    @Test
    void shouldSayWhichPortIsTaken(@TempDir Path one, @TempDir Path other) {
        try (EmbeddedBroker first = EmbeddedBroker.start(one)) {
            assertThatThrownBy(() -> EmbeddedBroker.start(other, first.port()))
                    .hasMessageContaining("port " + first.port());
        }
    }

    private static void createTopic(String bootstrapServers) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            admin.createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1))).all().get();
        }
    }

    private static KafkaProducer<String, String> producer(String bootstrapServers) {
        return new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers, "transactional.id", "writer"),
                new StringSerializer(),
                new StringSerializer());
    }

    private static void send(KafkaProducer<String, String> producer, String word) throws Exception {
        producer.beginTransaction();
        producer.send(new ProducerRecord<>(TOPIC, word)).get(10, TimeUnit.SECONDS);
    }

    private static List<String> committed(String bootstrapServers, int count) {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "group.id",
                "reader-of-" + count,
                "auto.offset.reset",
                "earliest",
                "isolation.level",
                "read_committed");
        List<String> words = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            consumer.subscribe(List.of(TOPIC));
            while (words.size() < count) {
                for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofSeconds(1))) {
                    words.add(record.value());
                }
            }
        }
        return words;
    }
}
