package dev.banditstreams.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.banditstreams.codec.Codecs;
import dev.banditstreams.codec.Decoded;
import dev.banditstreams.config.Settings;
import dev.banditstreams.model.Recommendation;
import dev.banditstreams.model.Reward;
import dev.banditstreams.model.ScoringRequest;
import dev.banditstreams.model.Topic;
import dev.banditstreams.runtime.ClientSettings;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * How fast {@code ./bandit check} reads: by hand, with {@code -Dcheck.requests=60000}. Slates of 20 items of 100
 * candidates, two rewards each; the report is written to {@code target/check-speed.json}.
 */
@EnabledIfSystemProperty(named = "check.requests", matches = "\\d+")
class CheckSpeedIT {

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final int REQUESTS = Integer.getInteger("check.requests", 1);
    private static final int USERS = 1_000;
    private static final int ITEMS = 100;
    private static final int K = 20;
    private static final int WARM_UP = 3;
    private static final InstantSource CLOCK = InstantSource.system();

    @TempDir
    private Path directory;

    @Test
    void shouldReadFast() throws Exception {
        try (Deployed deployed = new Deployed(directory)) {
            Settings settings = deployed.settings();
            try (ServiceProcess service =
                    deployed.run("all", "state", List.of()).awaitReady()) {
                fill(settings);
                AtomicLong before = new AtomicLong(-1);
                await(service.log())
                        .atMost(PATIENCE)
                        .during(Duration.ofSeconds(5))
                        .until(() -> {
                            long written = deployed.end(Topic.OUTCOMES) + deployed.end(Topic.ARM_STATISTICS);
                            return before.getAndSet(written) == written;
                        });
            }
            String connection = "check --json --bootstrap-servers "
                    + settings.kafka().get("bootstrap.servers") + " --registry "
                    + settings.confluent().get("schema.registry.url");
            List<String> reports = new ArrayList<>();
            for (int i = 0; i <= WARM_UP; i++) {
                StringWriter out = new StringWriter();
                StringWriter err = new StringWriter();
                int exitCode =
                        Main.execute(new PrintWriter(out, true), new PrintWriter(err, true), connection.split(" ", -1));
                reports.add(out.toString());
                assertThat(exitCode).as(out.toString() + err).isZero();
            }
            Files.writeString(Path.of("target", "check-speed.json"), String.join("", reports));
        }
    }

    private static void fill(Settings settings) {
        List<String> items = IntStream.range(0, ITEMS).mapToObj(i -> "i" + i).toList();
        try (Codecs codecs = new Codecs(settings.confluent());
                ServiceClient client = new ServiceClient(settings, PATIENCE);
                KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                        ClientSettings.producer(settings), new ByteArraySerializer(), new ByteArraySerializer())) {
            client.listen(Topic.RECOMMENDATIONS);
            var requests = codecs.scoringRequests("scoring-requests");
            var rewards = codecs.rewards("rewards");
            var recommendations = codecs.recommendations("recommendations");
            for (int i = 0; i < REQUESTS; i++) {
                String user = "u" + i % USERS;
                send(
                        producer,
                        "scoring-requests",
                        user,
                        requests.encode(new ScoringRequest(
                                "r" + i, user, "home", items, null, K, List.of(), null, CLOCK.millis(), Map.of())));
            }
            AtomicInteger answered = new AtomicInteger();
            assertThat(client.await(record -> {
                        if (recommendations.decode(record.value()) instanceof Decoded.Value<Recommendation> good) {
                            Recommendation answer = good.value();
                            for (int i = 0; i < 2; i++) {
                                send(
                                        producer,
                                        "rewards",
                                        answer.userId(),
                                        rewards.encode(new Reward(
                                                answer.requestId() + "-" + i,
                                                answer.requestId(),
                                                answer.userId(),
                                                answer.items().get(i).itemId(),
                                                null,
                                                "rating",
                                                0.25,
                                                CLOCK.millis(),
                                                null,
                                                null)));
                            }
                        }
                        return answered.incrementAndGet() == REQUESTS ? Optional.of(true) : Optional.empty();
                    }))
                    .isPresent();
        }
    }

    private static void send(KafkaProducer<byte[], byte[]> producer, String topic, String key, byte[] value) {
        var unused = producer.send(new ProducerRecord<>(topic, key.getBytes(StandardCharsets.UTF_8), value));
    }
}
