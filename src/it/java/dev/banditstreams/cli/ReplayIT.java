package dev.banditstreams.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.banditstreams.codec.Codecs;
import dev.banditstreams.config.Keys;
import dev.banditstreams.config.Settings;
import dev.banditstreams.datasets.Campaign;
import dev.banditstreams.datasets.LoggedImpression;
import dev.banditstreams.datasets.OpenBanditDataset;
import dev.banditstreams.datasets.SharedData;
import dev.banditstreams.demo.EmbeddedBroker;
import dev.banditstreams.demo.EmbeddedRegistry;
import dev.banditstreams.replay.LoggedReplay;
import dev.banditstreams.replay.Progress;
import dev.banditstreams.replay.ReplayOptions;
import dev.banditstreams.replay.ServiceEndpoints;
import dev.banditstreams.runtime.ClientSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./bandit replay} with a service of its own, and with one that runs as a process and is killed. */
class ReplayIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int PARTITIONS = 2;
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
            assertThat(out.lines()).hasSize(1);
            return JSON.readTree(out);
        }
    }

    @Test
    void shouldImportEachRowOnceThoughTheServiceIsKilledAndTheImportRunTwice() throws Exception {
        Path log = write("killed", 10_000, 8);
        create("killed.");
        CompletableFuture<Result> replaying;
        try (ServiceProcess service = run("killed.", true)) {
            replaying =
                    CompletableFuture.supplyAsync(() -> bandit("replay --json --path " + log + connection("killed.")));
            await().atMost(PATIENCE).pollInterval(Duration.ofMillis(10)).until(() -> records("killed.outcomes") > 0);
            service.kill();
        }
        assertThat(replaying).isNotDone();
        try (ServiceProcess service = run("killed.", true)) {
            Result first = replaying.get();
            assertThat(first.exitCode).as(first.err + service.log()).isZero();
            assertThat(first.json().get("rewardsApplied").asInt()).isEqualTo(10_000);
            assertThat(first.json().get("duplicates").asInt()).isZero();
            assertCounts(first.json(), log);

            Result second = bandit("replay --json --path " + log + connection("killed."));
            assertThat(second.exitCode).as(second.err).isZero();
            assertThat(second.json().get("rewardsApplied").asInt()).isZero();
            assertThat(second.json().get("duplicates").asInt()).isEqualTo(10_000);
            assertCounts(second.json(), log);
        }
    }

    @Test
    void shouldCompleteAnImportThatWasBrokenOff() throws Exception {
        Path log = write("broken", 3_000, 4);
        create("broken.");
        try (ServiceProcess service = run("broken.", true)) {
            assertThatThrownBy(() -> breakOff(log, "broken.")).hasMessage("broken off");

            Result rest = bandit("replay --json --path " + log + connection("broken."));
            assertThat(rest.exitCode).as(rest.err + service.log()).isZero();
            JsonNode json = rest.json();
            assertThat(json.get("rewardsApplied").asInt()
                            + json.get("duplicates").asInt())
                    .isEqualTo(3_000);
            assertCounts(json, log);
        }
    }

    @Test
    void shouldRefuseASeedWhoseRequestsTheServiceKnows() throws Exception {
        Path log = write("seeds", 60, 3);
        create("seeds.");
        try (ServiceProcess service = run("seeds.", false)) {
            String command = "replay --json --mode match --seed 5 --path " + log + connection("seeds.");
            Result first = bandit(command);
            assertThat(first.exitCode).as(first.err + service.log()).isZero();
            Result again = bandit(command);
            assertThat(again.exitCode).isEqualTo(1);
            assertThat(again.err).contains("give another --seed");
            assertThat(again.out).isEmpty();

            Result refused = bandit("replay --json --mode logged --path " + log + connection("seeds."));
            assertThat(refused.exitCode).isEqualTo(1);
            assertThat(refused.err).contains("60 records became dead letters", "bandit.imports.allowed=true");
            assertThat(refused.json().get("deadLetters").asInt()).isEqualTo(60);
            assertThat(refused.json().get("recommendations").asInt()).isEqualTo(60);
            assertThat(refused.json().get("rewardsApplied").asInt()).isZero();
        }
    }

    @Test
    void shouldGiveUpWhenNobodyAnswers() throws Exception {
        Path log = write("nobody", 20, 2);
        create("nobody.");
        Result nobody = bandit("replay --json --timeout 1 --path " + log + connection("nobody."));
        assertThat(nobody.exitCode).isEqualTo(1);
        assertThat(nobody.err).contains("nothing has happened for 1 s with 0 of 2 items known to the service");
        assertThat(nobody.out).isEmpty();

        Result elsewhere = bandit("replay --json --timeout 1 --path " + log + connection("elsewhere."));
        assertThat(elsewhere.exitCode).isEqualTo(1);
        assertThat(elsewhere.err).contains("there is no topic elsewhere.", "./bandit topics --create");
    }

    /** Exactly: so every round is drawn from what the rounds before have taught, no more and no less. */
    @Test
    void shouldEstimateWhatALoopWithoutTopicsDoes() throws Exception {
        Path log = write("loop", 1_000, 5);
        Result result = bandit("replay --json --mode match --batch 250 --seed 7 --path " + log);
        assertMatches(result, log, 7, 250);
    }

    @Test
    void shouldCountThePublishedLogAsItsFileDoes() throws Exception {
        Path log = SharedData.openBanditDataset("random");
        Result result = bandit("replay --json --mode logged --path " + log);
        assertThat(result.exitCode).as(result.err).isZero();
        assertThat(result.json().get("successes").asInt()).isEqualTo(46);
        assertCounts(result.json(), log);
    }

    /**
     * Over seeds, 108.4 rows match with a standard deviation of 10.1: five of them, and exactly what the loop finds.
     */
    @Test
    void shouldMatchThePublishedLogAsOftenAsThompsonSamplingDoes() throws Exception {
        Path log = SharedData.openBanditDataset("bts");
        Result result = bandit("replay --json --mode match --batch 2500 --seed 1 --path " + log);
        assertMatches(result, log, 1, 2_500);
        assertThat(result.json().get("matches").asInt()).isBetween(108 - 50, 108 + 50);
    }

    /** Leaves without waiting for what it has sent, as a process does that is killed. */
    private static void breakOff(Path log, String prefix) {
        Settings settings = Settings.of(Map.of(
                "bootstrap.servers",
                broker.bootstrapServers(),
                "schema.registry.url",
                registry.url(),
                Keys.TOPIC_PREFIX.key(),
                prefix));
        Progress progress = new Progress() {
            @Override
            public void tell(String line) {}

            @Override
            public void check() {
                if (records(prefix + "rewards") > 0) {
                    throw new IllegalStateException("broken off");
                }
            }
        };
        try (Codecs codecs = new Codecs(settings.confluent())) {
            LoggedReplay.run(
                    new ServiceEndpoints(
                            ClientSettings.producer(settings), ClientSettings.consumer(settings), codecs, prefix),
                    OpenBanditDataset.read(log),
                    new ReplayOptions(1, 1, PATIENCE),
                    InstantSource.system(),
                    progress);
        }
    }

    private static void assertMatches(Result result, Path log, long seed, int batch) throws IOException {
        OfflineReplay.Result expected = OfflineReplay.run(OpenBanditDataset.read(log), seed, batch);
        assertThat(result.exitCode).as(result.err).isZero();
        JsonNode json = result.json();
        assertThat(json.get("matches").asInt()).isEqualTo(expected.matches()).isPositive();
        assertThat(json.get("clicks").asInt()).isEqualTo(expected.clicks());
        assertThat(json.get("rewardsApplied").asInt()).isEqualTo(expected.matches());
        assertThat(json.get("estimate").asDouble()).isEqualTo((double) expected.clicks() / expected.matches());
        assertThat(json.get("deadLetters").asInt()).isZero();
    }

    /** The report's counts are those of the file. */
    private static void assertCounts(JsonNode json, Path log) {
        Campaign campaign = OpenBanditDataset.read(log);
        int rows = campaign.impressions().size();
        Map<String, List<Integer>> expected = new HashMap<>();
        for (LoggedImpression row : campaign.impressions()) {
            expected.merge(
                    row.itemId(),
                    List.of(1, row.clicked() ? 1 : 0),
                    (a, b) -> List.of(a.get(0) + b.get(0), a.get(1) + b.get(1)));
        }
        Map<String, List<Integer>> counted = new HashMap<>();
        json.get("items")
                .forEach(item -> counted.put(
                        item.get("item").asText(),
                        List.of(
                                item.get("impressions").asInt(),
                                item.get("clicks").asInt())));
        assertThat(counted).isEqualTo(expected);
        assertThat(json.get("arms").asInt()).isEqualTo(expected.size());
        assertThat(json.get("successes").asInt() + json.get("failures").asInt()).isEqualTo(rows);
        assertThat(List.of(
                        json.get("rows").asInt(),
                        json.get("requests").asInt(),
                        json.get("recommendations").asInt()))
                .containsOnly(rows);
        assertThat(json.get("deadLetters").asInt()).isZero();
    }

    /** A log of a uniform policy over items whose click rates rise with their number. */
    private static Path write(String name, int rows, int items) throws IOException {
        Path campaign = Files.createDirectory(directory.resolve(name));
        StringBuilder context = new StringBuilder(",item_id,item_feature_0,item_feature_1\n");
        for (int item = 0; item < items; item++) {
            context.append("%d,%d,0.5,h%d%n".formatted(item, item, item));
        }
        Files.writeString(campaign.resolve("item_context.csv"), context);
        Random random = new Random(1);
        StringBuilder log = new StringBuilder(",timestamp,item_id,position,click,propensity_score,user_feature_0,"
                + "user_feature_1,user_feature_2,user_feature_3\n");
        for (int row = 0; row < rows; row++) {
            int item = random.nextInt(items);
            log.append("%d,2019-11-24 %02d:%02d:%02d+00:00,%d,%d,%d,%s,a,b,c,%d%n"
                    .formatted(
                            row,
                            row / 3600,
                            row / 60 % 60,
                            row % 60,
                            item,
                            1 + random.nextInt(3),
                            random.nextInt(items) < item ? 1 : 0,
                            1.0 / items,
                            random.nextInt(50)));
        }
        Files.writeString(campaign.resolve(name + ".csv"), log);
        return campaign;
    }

    private static void create(String prefix) {
        Result created = bandit("topics --create --partitions " + PARTITIONS + connection(prefix));
        assertThat(created.exitCode).as(created.err).isZero();
    }

    private static ServiceProcess run(String prefix, boolean imports) throws IOException {
        Path file = directory.resolve(prefix + "properties");
        Files.writeString(file, """
                bootstrap.servers=%s
                schema.registry.url=%s
                bandit.topic.prefix=%s
                bandit.application.prefix=%s
                bandit.state.dir=%s
                bandit.imports.allowed=%s
                """.formatted(
                        broker.bootstrapServers(),
                        registry.url(),
                        prefix,
                        prefix + "bandit",
                        directory.resolve(prefix + "state"),
                        imports));
        return ServiceProcess.start(directory, "--config", file.toString());
    }

    private static long records(String topic) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
            for (int partition = 0; partition < PARTITIONS; partition++) {
                ends.put(new TopicPartition(topic, partition), OffsetSpec.latest());
            }
            return admin.listOffsets(ends).all().get().values().stream()
                    .mapToLong(end -> end.offset())
                    .sum();
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException("topic " + topic + " can't be read", e);
        }
    }

    private static String connection(String prefix) {
        return " --topic-prefix " + prefix + " --bootstrap-servers " + broker.bootstrapServers() + " --registry "
                + registry.url();
    }

    private static Result bandit(String line) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exitCode = Main.execute(
                new PrintWriter(out, true),
                new PrintWriter(err, true),
                Stream.of(line.split(" ", -1)).toArray(String[]::new));
        return new Result(exitCode, out.toString(), err.toString());
    }
}
