package dev.banditstreams.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.banditstreams.codec.Codecs;
import dev.banditstreams.config.Keys;
import dev.banditstreams.config.Settings;
import dev.banditstreams.demo.EmbeddedBroker;
import dev.banditstreams.demo.EmbeddedRegistry;
import dev.banditstreams.evaluation.Served;
import dev.banditstreams.model.Recommendation;
import dev.banditstreams.model.ScoringRequest;
import dev.banditstreams.model.Topic;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands and the service as a process, against a real broker. */
class ServiceIT {

    /** What the service promises, plus what a loaded machine needs to start and end a JVM. */
    private static final Duration STOP = Duration.ofSeconds(10);

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private static Path directory;

    private static EmbeddedBroker broker;
    private static EmbeddedRegistry registry;

    @BeforeAll
    static void start() {
        broker = EmbeddedBroker.start(directory.resolve("broker"));
        registry = EmbeddedRegistry.start(0);
    }

    @AfterAll
    static void stop() {
        registry.close();
        broker.close();
    }

    /** What a command in this process came to. */
    private record Result(int exitCode, String out, String err) {
        JsonNode json() throws IOException {
            return JSON.readTree(out);
        }
    }

    @Test
    void shouldCreateTopicsOnceAndFindWhatDiffers() {
        Result before = bandit("topics --check --topic-prefix created.");
        assertThat(before.exitCode).isEqualTo(1);
        assertThat(before.out.lines()).hasSize(12).allMatch(line -> line.endsWith("doesn't exist"));

        Result dry = bandit("topics --create --dry-run --topic-prefix created.");
        assertThat(dry.exitCode).isZero();
        assertThat(dry.out).contains("would create created.rewards with 4 partitions");
        assertThat(bandit("topics --check --topic-prefix created.").exitCode).isEqualTo(1);

        Result create = bandit("topics --create --partitions 2 --topic-prefix created.");
        assertThat(create.exitCode).as(create.err).isZero();
        assertThat(create.out).contains("created created.rewards with 2 partitions", "LogAppendTime");

        Result again = bandit("topics --create --partitions 2 --topic-prefix created.");
        assertThat(again.exitCode).isZero();
        assertThat(again.out).doesNotContain("created.rewards");

        Result check = bandit("topics --check --topic-prefix created.");
        assertThat(check.out).isEqualTo("all topics are as they have to be\n");
        assertThat(check.exitCode).isZero();
    }

    @Test
    void shouldNotStartWithoutTopics() throws Exception {
        try (ServiceProcess service = run("missing.")) {
            assertThat(service.exitCodeWithin(PATIENCE)).isEqualTo(1);
            assertThat(service.log())
                    .contains("topic missing.rewards doesn't exist", "./bandit topics --create")
                    .doesNotContain("\tat ");
        }
    }

    @Test
    void shouldAnswerLearnAndStopCleanly() throws Exception {
        create("clean.");
        try (ServiceProcess service = run("clean.").awaitHttp()) {
            assertThat(service.get("/health/ready").statusCode()).isEqualTo(503);
            assertThat(service.get("/health/live").statusCode()).isEqualTo(200);
            service.awaitReady();

            JsonNode first = ask("clean.", "r-1", "a,b,c");
            assertThat(first.get("items")).hasSize(2);
            assertThat(first.get("items").get(0).get("featureSource").asText()).isEqualTo("PRIOR_ABSENT");
            String item = first.get("items").get(0).get("itemId").asText();
            Result reward =
                    bandit("reward --user u --request r-1 --item " + item + " --type click --topic-prefix clean.");
            assertThat(reward.exitCode).as(reward.err).isZero();
            assertThat(reward.json().get("reward").get("itemId").asText()).isEqualTo(item);
            awaitTrials("clean.", item, 1);

            assertExplained("clean.", first);

            Result refused = bandit("ask --user u --request-id r-0 --items a --k 0 --topic-prefix clean.");
            assertThat(refused.exitCode).isEqualTo(1);
            assertThat(refused.err).contains("dead letter: invalid-k");
            assertThat(refused.out).isEmpty();
            assertThat(bandit("explain r-0 --topic-prefix clean.").err)
                    .contains("request r-0 was refused: invalid-k", "dead letter clean.dead-letters-");

            assertThat(service.get("/metrics").body())
                    .contains(
                            "bandit_recommendations_total ",
                            "bandit_dead_letters_total{reason=\"invalid-k\"",
                            "kafka_stream_thread_commit_rate{",
                            "jvm_memory_used_bytes{");

            service.terminate();
            assertThat(service.exitCodeWithin(STOP)).as(service.log()).isZero();
            assertThat(service.out()).isEmpty();
            assertNotExplained("clean.");
        }
    }

    @Test
    void shouldTakeUpWhereItWasKilled() throws Exception {
        create("killed.");
        String item;
        try (ServiceProcess service = run("killed.").awaitReady()) {
            item = ask("killed.", "r-1", "a,b,c")
                    .get("items")
                    .get(0)
                    .get("itemId")
                    .asText();
            bandit("reward --user u --request r-1 --item " + item + " --type click --topic-prefix killed.");
            awaitTrials("killed.", item, 1);
            service.kill();
        }
        Result silence = bandit("ask --user u --items a --timeout 1 --topic-prefix killed.");
        assertThat(silence.exitCode).isEqualTo(1);
        assertThat(silence.err).contains("not answered within 1 s", "./bandit run");

        try (ServiceProcess service = run("killed.").awaitReady()) {
            awaitTrials("killed.", item, 1);
            service.terminate();
            assertThat(service.exitCodeWithin(STOP)).as(service.log()).isZero();
        }
    }

    @Test
    void shouldStopCleanlyWhileItStarts() throws Exception {
        create("early.");
        try (ServiceProcess service = run("early.").awaitHttp()) {
            service.terminate();
            assertThat(service.exitCodeWithin(STOP)).as(service.log()).isZero();
            assertThat(service.log()).doesNotContain("bandit run: ");
        }
    }

    @Test
    void shouldRefuseAStateDirectoryThatIsInUse() throws Exception {
        create("shared.");
        try (ServiceProcess first = run("shared.").awaitReady();
                ServiceProcess second = run("shared.")) {
            assertThat(second.exitCodeWithin(PATIENCE)).isEqualTo(1);
            assertThat(second.log()).contains("bandit.state.dir");
            assertThat(first.get("/health/ready").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void shouldEndWithItsOwnExitCodeWhenItCantGoOn() throws Exception {
        create("gone.");
        try (ServiceProcess service = run("gone.").awaitReady();
                Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            admin.deleteTopics(List.of("gone.rewards")).all().get();

            assertThat(service.exitCodeWithin(PATIENCE)).isEqualTo(3);
            assertThat(service.log()).contains("MissingSourceTopicException", "gone.rewards");
        }
    }

    private static void create(String prefix) {
        Result created = bandit("topics --create --partitions 2 --topic-prefix " + prefix);
        assertThat(created.exitCode).as(created.err).isZero();
    }

    private static ServiceProcess run(String prefix) throws IOException {
        Path file = directory.resolve(prefix + "properties");
        Files.writeString(file, """
                bootstrap.servers=%s
                schema.registry.url=%s
                bandit.topic.prefix=%s
                bandit.application.prefix=%s
                bandit.state.dir=%s
                """.formatted(
                        broker.bootstrapServers(),
                        registry.url(),
                        prefix,
                        prefix + "bandit",
                        directory.resolve(prefix + "state")));
        return ServiceProcess.start(directory, "--config", file.toString());
    }

    /** Found by its user and without. */
    private static void assertExplained(String prefix, JsonNode answer) throws IOException {
        for (String more : List.of("", " --user u --since 1h", " --all")) {
            Result explained = bandit("explain r-1 --json --topic-prefix " + prefix + more);
            assertThat(explained.exitCode).as(explained.err).isZero();
            assertThat(explained.json().get("recomputation").get("draws").asInt())
                    .isEqualTo(2);
            assertThat(explained.json().get("items").get(0).get("itemId"))
                    .isEqualTo(answer.get("items").get(0).get("itemId"));
        }
        assertThat(bandit("explain r-1 --topic-prefix " + prefix).out)
                .contains("recomputed: the seed, 2 of 2 draws bit for bit, the order");
    }

    /** While no service runs. */
    private static void assertNotExplained(String prefix) {
        Settings settings = Settings.read(
                Map.of(
                        "bootstrap.servers",
                        broker.bootstrapServers(),
                        "schema.registry.url",
                        registry.url(),
                        Keys.TOPIC_PREFIX.key(),
                        prefix),
                null,
                Map.of());
        Recommendation twice = Served.with(new Served().arm("a", 1, 2).top(1), 0, item -> Served.drawn(item, 0.5));
        try (Codecs codecs = new Codecs(settings.confluent());
                ServiceClient client = new ServiceClient(settings, PATIENCE)) {
            byte[] answer =
                    codecs.recommendations(client.topic(Topic.RECOMMENDATIONS)).encode(twice);
            client.publish(Topic.RECOMMENDATIONS, "u1", answer);
            client.publish(
                    Topic.SCORING_REQUESTS,
                    "u1",
                    codecs.scoringRequests(client.topic(Topic.SCORING_REQUESTS))
                            .encode(new ScoringRequest(
                                    "waits", "u1", "home", List.of("a"), null, 1, List.of(), null, 0, Map.of())));
        }
        Result forged = bandit("explain r-1 --user u1 --topic-prefix " + prefix);
        assertThat(forged.exitCode).isEqualTo(1);
        assertThat(forged.out).contains("DIFFERS: a: its draw is 0.5, recomputed ");
        assertThat(forged.err).contains("bandit explain: 1 thing differs: see above");

        Result both = bandit("explain r-1 --all --json --topic-prefix " + prefix);
        assertThat(both.exitCode).isEqualTo(1);
        assertThat(both.out.lines()).hasSize(2);
        Result first = bandit("explain r-1 --topic-prefix " + prefix);
        assertThat(first.exitCode).isZero();
        assertThat(first.err).contains("this is the first of 2 answers");

        assertThat(bandit("explain waits --topic-prefix " + prefix).err)
                .contains("request waits lies in " + prefix + "scoring-requests-", "and has no answer");
        Result nobody = bandit("explain nobody --topic-prefix " + prefix);
        assertThat(nobody.exitCode).isEqualTo(1);
        assertThat(nobody.err).contains("there is no request nobody in the topics");
        assertThat(nobody.out).isEmpty();
    }

    private static void awaitTrials(String prefix, String item, int trials) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(ask(prefix, "", item)
                                .get("items")
                                .get(0)
                                .get("n")
                                .asInt())
                        .isEqualTo(trials));
    }

    private static JsonNode ask(String prefix, String requestId, String items) throws IOException {
        Result answer = bandit("ask --user u --k 2 --timeout 60 --items " + items + " --topic-prefix " + prefix
                + (requestId.isEmpty() ? "" : " --request-id " + requestId));
        assertThat(answer.exitCode).as(answer.err).isZero();
        return answer.json();
    }

    private static Result bandit(String line) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        String[] args = Stream.concat(
                        Stream.of(line.split(" ")),
                        Stream.of("--bootstrap-servers", broker.bootstrapServers(), "--registry", registry.url()))
                .toArray(String[]::new);
        int exitCode = Main.execute(new PrintWriter(out, true), new PrintWriter(err, true), args);
        return new Result(exitCode, out.toString(), err.toString());
    }
}
