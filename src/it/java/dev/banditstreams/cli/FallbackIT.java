package dev.banditstreams.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.banditstreams.codec.Codec;
import dev.banditstreams.codec.Codecs;
import dev.banditstreams.codec.Decoded;
import dev.banditstreams.config.Settings;
import dev.banditstreams.demo.FakeFeatureStore;
import dev.banditstreams.demo.StoreBehaviour;
import dev.banditstreams.demo.StoreFault;
import dev.banditstreams.demo.StoreLatency;
import dev.banditstreams.demo.StoreView;
import dev.banditstreams.demo.StoredEntity;
import dev.banditstreams.model.FeatureOrigin;
import dev.banditstreams.model.FeatureValue;
import dev.banditstreams.model.Recommendation;
import dev.banditstreams.model.ScoringRequest;
import dev.banditstreams.model.SourcePosition;
import dev.banditstreams.model.Topic;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Services read what they lack from a feature store, and are killed while they wait for it. */
class FallbackIT {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final int REQUESTS = 300;
    private static final int USERS = 100;
    private static final Pattern PARKED = Pattern.compile("bandit_parked_requests (\\d+)\\.0\n");
    private static final List<String> COHORTS = List.of("bandit.cohorts=even,odd");

    @TempDir
    private Path directory;

    private Deployed deployed;
    private FakeFeatureStore store;
    private Codecs codecs;
    private ServiceClient client;
    private final List<Recommendation> answers = new ArrayList<>();

    @BeforeEach
    void start() throws IOException {
        deployed = new Deployed(directory);
        store = FakeFeatureStore.start(
                0,
                Map.of(
                        "users",
                        new StoreView(List.of("cohort"), FallbackIT::user),
                        "items",
                        new StoreView(List.of("impressions", "clicks"), FallbackIT::item)),
                1);
        Settings settings = deployed.settings();
        codecs = new Codecs(settings.confluent());
        client = new ServiceClient(settings, PATIENCE);
        client.listen(Topic.RECOMMENDATIONS);
    }

    @AfterEach
    void stop() {
        client.close();
        codecs.close();
        store.close();
        deployed.close();
    }

    private static Optional<StoredEntity> user(String id) {
        return Optional.of(new StoredEntity(Map.of("cohort", new FeatureValue.Text(cohort(id))), 1_000));
    }

    private static String cohort(String userId) {
        return Integer.parseInt(userId.substring(1)) % 2 == 0 ? "even" : "odd";
    }

    private static Optional<StoredEntity> item(String id) {
        return Optional.of(new StoredEntity(
                Map.of("impressions", new FeatureValue.Whole(100), "clicks", new FeatureValue.Whole(3)), 1_000));
    }

    private ServiceProcess run(String role, String state, String... more) throws IOException {
        List<String> settings = new ArrayList<>(COHORTS);
        settings.addAll(List.of(
                "bandit.fallback=vertex",
                "bandit.vertex.api=online-store-streaming",
                "bandit.vertex.endpoint=" + store.endpoint(),
                "bandit.vertex.plaintext=true",
                "bandit.vertex.project=p",
                "bandit.vertex.location=l",
                "bandit.vertex.store=s",
                "bandit.vertex.user.view=users",
                "bandit.vertex.item.view=items",
                "bandit.limit.deadline.ms=500000"));
        settings.addAll(List.of(more));
        return deployed.run(role, state, settings);
    }

    private SourcePosition publish(int number, int user, Long deadlineMillis) {
        String userId = "u" + user;
        ScoringRequest request = new ScoringRequest(
                "r" + number,
                userId,
                "home",
                List.of("a", "b", "c"),
                null,
                3,
                List.of(),
                deadlineMillis,
                InstantSource.system().millis(),
                Map.of());
        return client.publish(
                Topic.SCORING_REQUESTS,
                userId,
                codecs.scoringRequests("scoring-requests").encode(request));
    }

    private void awaitAnswers(int count) {
        if (answers.size() < count) {
            assertThat(client.await(record -> upTo(record, count)))
                    .as("only %d of %d answers", answers.size(), count)
                    .isPresent();
        }
    }

    private Optional<Boolean> upTo(ConsumerRecord<byte[], byte[]> record, int count) {
        Codec<Recommendation> codec = codecs.recommendations("recommendations");
        answers.add(((Decoded.Value<Recommendation>) codec.decode(record.value())).value());
        return answers.size() < count ? Optional.empty() : Optional.of(true);
    }

    private static int parked(ServiceProcess service) throws IOException, InterruptedException {
        Matcher parked = PARKED.matcher(service.get("/metrics").body());
        return parked.find() ? Integer.parseInt(parked.group(1)) : 0;
    }

    /** Each request has one answer, its user's in their order, with all features. */
    private void assertAnswered(List<SourcePosition> requests) {
        assertThat(answers).extracting(Recommendation::source).containsExactlyInAnyOrderElementsOf(requests);
        Map<String, Integer> last = new java.util.HashMap<>();
        for (Recommendation answer : answers) {
            int number = Integer.parseInt(answer.requestId().substring(1));
            assertThat(last.getOrDefault(answer.userId(), -1)).isLessThan(number);
            last.put(answer.userId(), number);
            assertThat(answer.degraded()).as(answer.requestId()).isEmpty();
            assertThat(answer.cohort()).isEqualTo(cohort(answer.userId()));
            assertThat(answer.items()).hasSize(3);
        }
    }

    @Test
    void shouldAnswerEachOnceThatWasParkedBeforeAKill() throws Exception {
        store.behave(StoreBehaviour.of(StoreFault.HANG));
        String[] patient = {
            "bandit.fallback.call.timeout.ms=60000",
            "bandit.fallback.read.ms=60000",
            "bandit.fallback.calls.waiting=1000"
        };
        List<SourcePosition> requests = new ArrayList<>();
        try (ServiceProcess learn = run("learn", "learn-state")) {
            try (ServiceProcess score = run("score", "score-state", patient).awaitReady()) {
                for (int i = 0; i < REQUESTS; i++) {
                    requests.add(publish(i, i % USERS, 500_000L));
                }
                await("parked requests, see " + score.log()).atMost(PATIENCE).until(() -> parked(score) == REQUESTS);
                await("commit").atMost(PATIENCE).until(() -> deployed.committedRequests() == REQUESTS);
                score.kill();
            }
            learn.awaitReady();
            store.behave(StoreBehaviour.HEALTHY);

            try (ServiceProcess score = run("score", "another-state").awaitReady()) {
                awaitAnswers(REQUESTS);
                assertAnswered(requests);
                assertThat(parked(score)).isZero();

                // What was read is kept: nothing is asked for again, also not by who takes over with an empty disk.
                await("items").atMost(PATIENCE).until(() -> deployed.end(Topic.ITEM_TABLE) >= 3);
            }
            long asked = store.counters().entities();
            try (ServiceProcess score = run("score", "third-state").awaitReady()) {
                for (int user = 0; user < USERS; user++) {
                    requests.add(publish(REQUESTS + user, user, null));
                }
                awaitAnswers(REQUESTS + USERS);
                assertAnswered(requests);
                assertThat(answers.subList(REQUESTS, REQUESTS + USERS))
                        .allSatisfy(answer -> assertThat(answer.items())
                                .allSatisfy(
                                        item -> assertThat(item.featureSource()).isEqualTo(FeatureOrigin.STORE)));
                assertThat(store.counters().entities() - asked)
                        .as("at most the two that are tried at the start, see " + score.log())
                        .isLessThanOrEqualTo(2);
            }
        }
    }

    @Test
    void shouldLoseNothingWhereOneOfTwoIsKilledWhileTheStoreIsSlow() throws Exception {
        store.behave(StoreBehaviour.HEALTHY.after(StoreLatency.fixed(3_000)));
        String[] patient = {
            "bandit.fallback.call.timeout.ms=20000",
            "bandit.fallback.read.ms=20000",
            "bandit.fallback.calls.waiting=1000",
            "session.timeout.ms=6000",
            "bandit.standby.replicas=1"
        };
        List<SourcePosition> requests = new ArrayList<>();
        try (ServiceProcess learn = run("learn", "learn-state");
                ServiceProcess first = run("score", "first-state", patient).awaitReady();
                ServiceProcess second = run("score", "second-state", patient).awaitReady()) {
            learn.awaitReady();
            int sent = 0;
            // Until both have some: who is ready first has all partitions for a while.
            while (parked(first) == 0 || parked(second) == 0) {
                assertThat(sent).as("parked at both").isLessThan(20_000);
                for (int i = 0; i < 50; i++, sent++) {
                    requests.add(publish(sent, sent, 500_000L));
                }
            }
            first.kill();
            for (int i = 0; i < 50; i++, sent++) {
                requests.add(publish(sent, sent, 500_000L));
            }
            awaitAnswers(sent);
            assertAnswered(requests);
        }
    }

    @Test
    void shouldAnswerDegradedWhileTheStoreIsDownAndRecover() throws Exception {
        store.behave(StoreBehaviour.of(StoreFault.UNAVAILABLE));
        try (ServiceProcess service = run("all", "state").awaitReady()) {
            int sent = 0;
            for (int round = 0; round < 5; round++) {
                for (int i = 0; i < 20; i++, sent++) {
                    publish(sent, sent, null);
                }
                awaitAnswers(sent);
            }
            assertThat(answers).allSatisfy(answer -> {
                assertThat(answer.degraded()).isNotEmpty().isSubsetOf("error", "circuit", "deadline");
                assertThat(answer.items()).hasSize(3);
            });
            assertThat(service.get("/metrics").body()).contains("bandit_fallback_circuit 1.0");

            store.behave(StoreBehaviour.HEALTHY);
            int tries = 0;
            do {
                assertThat(tries++).as("still degraded, see " + service.log()).isLessThan(1_000);
                publish(sent, sent, 2_000L);
                awaitAnswers(++sent);
            } while (!answers.get(sent - 1).degraded().isEmpty());
            assertThat(answers).extracting(Recommendation::source).doesNotHaveDuplicates();
        }
    }
}
