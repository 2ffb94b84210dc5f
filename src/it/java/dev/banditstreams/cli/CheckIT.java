package dev.banditstreams.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.banditstreams.codec.Codecs;
import dev.banditstreams.codec.Decoded;
import dev.banditstreams.config.Settings;
import dev.banditstreams.model.Recommendation;
import dev.banditstreams.model.Reward;
import dev.banditstreams.model.ScoringRequest;
import dev.banditstreams.model.Topic;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./bandit check} on the topics of a service that ran as a process, was killed in between, and still runs. */
class CheckIT {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final InstantSource CLOCK = InstantSource.system();
    private static final int ROUNDS = 3;
    private static final int USERS = 40;
    private static final int K = 3;
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path directory;

    private record Result(int exitCode, JsonNode json, String err) {
        JsonNode guarantee(int number) {
            for (JsonNode verdict : json.get("guarantees")) {
                if (verdict.get("guarantee").asInt() == number) {
                    return verdict;
                }
            }
            throw new AssertionError("no guarantee " + number + " in " + json);
        }
    }

    @Test
    void shouldBeGreenOnARealRunAndRedOnceARecordIsForged() throws Exception {
        try (Deployed deployed = new Deployed(directory)) {
            Settings settings = deployed.settings();
            try (Codecs codecs = new Codecs(settings.confluent());
                    ServiceClient client = new ServiceClient(settings, PATIENCE)) {
                client.listen(Topic.RECOMMENDATIONS);
                Recommendation last = null;
                for (int round = 0; round < ROUNDS; round++) {
                    try (ServiceProcess service =
                            deployed.run("all", "state", List.of("bandit.imports.allowed=true"))) {
                        service.awaitReady();
                        last = serve(client, codecs, round);
                        // Killed with rewards in flight, but for the last.
                        if (round == ROUNDS - 1) {
                            awaitLearned(deployed);
                            Result running = check(settings);
                            assertGreen(running);
                        }
                        service.kill();
                    }
                }
                Result stopped = check(settings);
                assertGreen(stopped);
                assertThat(stopped.guarantee(1).get("counts").get("answered").asInt())
                        .isEqualTo(ROUNDS * USERS);
                assertThat(stopped.guarantee(1)
                                .get("counts")
                                .get("dead letters")
                                .asInt())
                        .isEqualTo(ROUNDS);

                client.publish(
                        Topic.RECOMMENDATIONS,
                        last.userId(),
                        codecs.recommendations("recommendations").encode(last));
                Result forged = check(settings);
                assertThat(forged.exitCode).isEqualTo(1);
                assertThat(forged.guarantee(1).get("holds").asBoolean()).isFalse();
                assertThat(forged.guarantee(1).get("first").get(0).get("what").asText())
                        .contains("a second answer");
                for (int other : List.of(2, 3, 4, 5, 6, 9)) {
                    assertThat(forged.guarantee(other).get("holds").asBoolean())
                            .as("%s", forged.json)
                            .isTrue();
                }
            }
        }
    }

    private static void assertGreen(Result result) {
        assertThat(result.exitCode).as("%s%n%s", result.json, result.err).isZero();
        for (int number : List.of(1, 2, 3, 4, 5, 6, 9)) {
            assertThat(result.guarantee(number).get("checked").asInt())
                    .as("guarantee %d of %s", number, result.json)
                    .isPositive();
        }
    }

    /** Requests, their answers, and rewards of several kinds. */
    private static Recommendation serve(ServiceClient client, Codecs codecs, int round) {
        client.publish(Topic.SCORING_REQUESTS, "u0", new byte[] {1, 2, 3});
        for (int user = 0; user < USERS; user++) {
            String id = "r" + round + "-" + user;
            if (user % 8 == 5) {
                reward(client, codecs, id + "-early", id, "u" + user, "i1", "click", null);
            }
            client.publish(
                    Topic.SCORING_REQUESTS,
                    "u" + user,
                    codecs.scoringRequests("scoring-requests").encode(request(id, "u" + user)));
        }
        List<Recommendation> answers = new ArrayList<>();
        Optional<Boolean> all = client.await(record -> {
            if (codecs.recommendations("recommendations").decode(record.value())
                    instanceof Decoded.Value<Recommendation> good) {
                answers.add(good.value());
            }
            return answers.size() == USERS ? Optional.of(true) : Optional.empty();
        });
        assertThat(all).isPresent();
        for (Recommendation answer : answers) {
            String user = answer.userId();
            String id = answer.requestId();
            String item = answer.items().get(0).itemId();
            reward(client, codecs, id + "-v", id, user, item, "rating", 0.25);
            reward(client, codecs, id + "-c", id, user, item, "click", null);
            switch (id.length() % 2 + answers.indexOf(answer) % 5) {
                case 0 -> reward(client, codecs, id + "-c", id, user, item, "click", null);
                case 1 -> reward(client, codecs, id + "-n", id, user, "never-served", "click", null);
                case 2 -> reward(client, codecs, id + "-u", id, user, item, "unheard-of", null);
                case 3 -> reward(client, codecs, id + "-o", id + "-never-sent", user, item, "click", null);
                default -> reward(client, codecs, id + "-x", id, user, item, "rating", 1.5);
            }
        }
        for (int i = 0; i < USERS; i++) {
            Reward imported = new Reward(
                    "i" + round + "-" + i,
                    null,
                    "u" + i,
                    "i" + i % 10,
                    null,
                    "click",
                    0.5,
                    CLOCK.millis(),
                    "log",
                    (long) round * USERS + i);
            client.publish(Topic.REWARDS, "u" + i, codecs.rewards("rewards").encode(imported));
        }
        return answers.get(0);
    }

    private static ScoringRequest request(String id, String user) {
        return new ScoringRequest(
                id,
                user,
                "home",
                List.of("i1", "i2", "i3", "i4", "i5", "i6"),
                null,
                K,
                List.of(),
                null,
                CLOCK.millis(),
                Map.of());
    }

    private static void reward(
            ServiceClient client,
            Codecs codecs,
            String rewardId,
            String requestId,
            String user,
            String item,
            String type,
            Double value) {
        Reward reward = new Reward(rewardId, requestId, user, item, null, type, value, CLOCK.millis(), null, null);
        client.publish(Topic.REWARDS, user, codecs.rewards("rewards").encode(reward));
    }

    /** Nothing is written any more. */
    private static void awaitLearned(Deployed deployed) {
        AtomicLong before = new AtomicLong(-1);
        await("outcomes").atMost(PATIENCE).during(Duration.ofSeconds(3)).until(() -> {
            long written = deployed.end(Topic.OUTCOMES) + deployed.end(Topic.DEAD_LETTERS);
            return before.getAndSet(written) == written;
        });
    }

    private Result check(Settings settings) throws IOException {
        Path file = Files.write(
                directory.resolve("check.properties"),
                List.of(
                        "bootstrap.servers=" + settings.kafka().get("bootstrap.servers"),
                        "schema.registry.url=" + settings.confluent().get("schema.registry.url"),
                        "bandit.imports.allowed=true"));
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exitCode = Main.execute(
                new PrintWriter(out, true), new PrintWriter(err, true), "check", "--json", "--config", file.toString());
        assertThat(out.toString()).as(err.toString()).isNotBlank();
        return new Result(exitCode, JSON.readTree(out.toString()), err.toString());
    }
}
