package dev.banditstreams.topology;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.banditstreams.model.CandidateSet;
import dev.banditstreams.model.DeadLetter;
import dev.banditstreams.model.DeadLetterReason;
import dev.banditstreams.model.FeatureRecord;
import dev.banditstreams.model.FeatureValue;
import dev.banditstreams.model.FeatureValue.Real;
import dev.banditstreams.model.FeatureValue.Text;
import dev.banditstreams.model.Reward;
import dev.banditstreams.model.ScoringRequest;
import dev.banditstreams.model.Topic;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every kind of bad record ends as a dead letter with its reason, and what comes after it is processed. */
class RefusedRecordsTest {

    private static final long FUTURE = Graphs.NOW + 300_001;

    private static final Graphs GRAPHS = new Graphs();
    private static final AtomicLong SEQUENCE = new AtomicLong();

    @AfterEach
    void forget() {
        GRAPHS.forgetOutput();
    }

    @AfterAll
    static void close() {
        GRAPHS.close();
    }

    static Stream<Arguments> badRequests() {
        ScoringRequest good = Samples.request("r1", "u1", 1, "a");
        return Stream.of(
                Arguments.of(request(good, "", "u1", "home", List.of("a"), null, 1, null, 1), "missing-id"),
                Arguments.of(request(good, "  ", "u1", "home", List.of("a"), null, 1, null, 1), "missing-id"),
                Arguments.of(request(good, "r1", "", "home", List.of("a"), null, 1, null, 1), "missing-id"),
                Arguments.of(request(good, "r1", "u2", "home", List.of("a"), null, 1, null, 1), "key-mismatch"),
                Arguments.of(request(good, "r1", "u1", " ", List.of("a"), null, 1, null, 1), "missing-id"),
                Arguments.of(request(good, "r1", "u1", "home", List.of("a", ""), null, 1, null, 1), "missing-id"),
                Arguments.of(request(good, "r1", "u1", "home", List.of(), null, 1, null, 1), "no-candidates"),
                Arguments.of(request(good, "r1", "u1", "home", List.of("a"), "s", 1, null, 1), "ambiguous-candidates"),
                Arguments.of(request(good, "r1", "u1", "home", List.of(), "s", 1, null, 1), "unknown-candidate-set"),
                Arguments.of(
                        request(good, "r1", "u1", "home", Collections.nCopies(51, "a"), null, 1, null, 1),
                        "too-many-candidates"),
                Arguments.of(request(good, "r1", "u1", "home", List.of("a"), null, 0, null, 1), "invalid-k"),
                Arguments.of(request(good, "r1", "u1", "home", List.of("a"), null, -1, null, 1), "invalid-k"),
                Arguments.of(request(good, "r1", "u1", "home", List.of("a"), null, 1, 0L, 1), "invalid-value"),
                Arguments.of(request(good, "r1", "u1", "home", List.of("a"), null, 1, null, -1), "invalid-value"),
                Arguments.of(request(good, "r1", "u1", "home", List.of("a"), null, 1, null, FUTURE), "future"),
                Arguments.of(
                        request(good, "x".repeat(201), "u1", "home", List.of("a"), null, 1, null, 1), "too-large"));
    }

    @ParameterizedTest
    @MethodSource("badRequests")
    void shouldRefuseABadRequestAndAnswerTheNext(ScoringRequest bad, String reason) {
        byte[] bytes = GRAPHS.codecs.scoringRequests("scoring-requests").encode(bad);
        GRAPHS.send(Topic.SCORING_REQUESTS, "u1", bytes);
        GRAPHS.request(Samples.request("next", "u1", 1, "a"));

        assertRefused("scoring-requests", reason, bytes);
        assertThat(GRAPHS.recommendations()).extracting(r -> r.requestId()).containsExactly("next");
    }

    static Stream<Arguments> badRewards() {
        return Stream.of(
                Arguments.of(reward("", "r", "u1", "a", "click", 1.0, 1, null, null), "missing-id"),
                Arguments.of(reward("w", " ", "u1", "a", "click", 1.0, 1, null, null), "missing-id"),
                Arguments.of(reward("w", "r", "u1", "", "click", 1.0, 1, null, null), "missing-id"),
                Arguments.of(reward("w", "r", "u1", "a", "", 1.0, 1, null, null), "missing-id"),
                Arguments.of(reward("w", "r", "u2", "a", "click", 1.0, 1, null, null), "key-mismatch"),
                Arguments.of(reward("w", "r", "u1", "a", "click", -0.1, 1, null, null), "invalid-value"),
                Arguments.of(reward("w", "r", "u1", "a", "click", 1.1, 1, null, null), "invalid-value"),
                Arguments.of(reward("w", "r", "u1", "a", "click", Double.NaN, 1, null, null), "invalid-value"),
                Arguments.of(reward("w", "r", "u1", "a", "wink", null, 1, null, null), "unknown-type"),
                Arguments.of(reward("w", "r", "u1", "a", "click", 1.0, FUTURE, null, null), "future"),
                Arguments.of(reward("w", null, "u1", "a", "click", 1.0, 1, null, null), "missing-id"),
                Arguments.of(reward("w", null, "u1", "a", "click", 1.0, 1, "i", null), "missing-id"),
                Arguments.of(reward("w", null, "u1", "a", "click", 1.0, 1, "", 1L), "missing-id"),
                Arguments.of(reward("w", null, "u1", "a", "click", 1.0, 1, "i", -1L), "invalid-value"));
    }

    @ParameterizedTest
    @MethodSource("badRewards")
    void shouldRefuseABadRewardAndCountTheNext(Reward bad, String reason) {
        byte[] bytes = GRAPHS.codecs.rewards("rewards").encode(bad);
        GRAPHS.send(Topic.REWARDS, "u1", bytes);
        GRAPHS.reward(Samples.imported("next", SEQUENCE.getAndIncrement(), "a", 1));

        assertRefused("rewards", reason, bytes);
        assertThat(GRAPHS.outcomes()).hasSize(1);
    }

    static Stream<Arguments> badItems() {
        return Stream.of(
                Arguments.of(new FeatureRecord("", 1, Map.of()), "missing-id"),
                Arguments.of(new FeatureRecord("other", 1, Map.of()), "key-mismatch"),
                Arguments.of(new FeatureRecord("a", -1, Map.of()), "invalid-value"),
                Arguments.of(new FeatureRecord("a", FUTURE, Map.of()), "future"),
                Arguments.of(new FeatureRecord("a", 1, Map.of("clicks", new Real(Double.NaN))), "invalid-value"),
                Arguments.of(new FeatureRecord("a", 1, Map.of("impressions", new Real(-1))), "invalid-value"),
                Arguments.of(new FeatureRecord("a", 1, Map.of("impressions", new Text("many"))), "invalid-value"),
                Arguments.of(new FeatureRecord("a", 1, Map.of("clicks", new Real(1))), "invalid-value"),
                Arguments.of(new FeatureRecord("a", 1, many(21)), "too-large"));
    }

    @ParameterizedTest
    @MethodSource("badItems")
    void shouldRefuseBadItemFeaturesAndKeepTheNext(FeatureRecord bad, String reason) {
        byte[] bytes = GRAPHS.codecs.featureRecords("item-features").encode(bad);
        GRAPHS.send(Topic.ITEM_FEATURES, "a", bytes);
        GRAPHS.item("next", 1, Map.of());

        assertRefused("item-features", reason, bytes);
        assertThat(GRAPHS.records(Topic.ITEM_TABLE)).hasSize(1);
    }

    static Stream<Arguments> badSets() {
        return Stream.of(
                Arguments.of(new CandidateSet("", List.of("x"), 1), "missing-id"),
                Arguments.of(new CandidateSet("other", List.of("x"), 1), "key-mismatch"),
                Arguments.of(new CandidateSet("a", List.of(), 1), "no-candidates"),
                Arguments.of(new CandidateSet("a", List.of(""), 1), "missing-id"),
                Arguments.of(new CandidateSet("a", Collections.nCopies(51, "x"), 1), "too-many-candidates"),
                Arguments.of(new CandidateSet("a", List.of("x"), FUTURE), "future"));
    }

    @ParameterizedTest
    @MethodSource("badSets")
    void shouldRefuseABadSetAndKeepTheNext(CandidateSet bad, String reason) {
        byte[] bytes = GRAPHS.codecs.candidateSets("candidate-sets").encode(bad);
        GRAPHS.send(Topic.CANDIDATE_SETS, "a", bytes);
        GRAPHS.send(
                Topic.CANDIDATE_SETS,
                "next",
                GRAPHS.codecs.candidateSets("candidate-sets").encode(new CandidateSet("next", List.of("x"), 1)));

        assertRefused("candidate-sets", reason, bytes);
        assertThat(GRAPHS.records(Topic.SET_TABLE)).hasSize(1);
    }

    @Test
    void shouldRefuseBadUserFeaturesAndKeepTheNext() {
        byte[] bytes = GRAPHS.codecs
                .featureRecords("user-features")
                .encode(new FeatureRecord("u1", FUTURE, Map.of("cohort", new Text("old"))));
        GRAPHS.send(Topic.USER_FEATURES, "u1", bytes);
        GRAPHS.user("u1", 1, Map.of("cohort", new Text("young")));
        GRAPHS.request(Samples.request("r", "u1", 1, "a"));

        assertRefused("user-features", "future", bytes);
        assertThat(GRAPHS.recommendations()).extracting(r -> r.cohort()).containsExactly("young");
    }

    @ParameterizedTest
    @EnumSource(
            value = Topic.class,
            names = {"SCORING_REQUESTS", "USER_FEATURES", "ITEM_FEATURES", "CANDIDATE_SETS", "REWARDS"})
    void shouldRefuseWhatIsNoRecordAtAll(Topic topic) {
        GRAPHS.send(topic, "u1", "not avro".getBytes(UTF_8));
        GRAPHS.send(topic, "u1", new byte[] {});
        GRAPHS.send(topic, "u1", new byte[] {0, 0, 1, 2, 3, 4, 5});
        GRAPHS.send(topic, (byte[]) null, new byte[] {1});
        GRAPHS.send(topic, "", new byte[] {1});
        GRAPHS.send(topic, "u1", new byte[100_000]);

        assertThat(GRAPHS.deadLetters())
                .extracting(DeadLetter::reason)
                .containsExactly(
                        "undecodable", "undecodable", "unknown-schema", "missing-id", "missing-id", "too-large");
    }

    @ParameterizedTest
    @EnumSource(
            value = Topic.class,
            names = {"SCORING_REQUESTS", "REWARDS"})
    void shouldRefuseATombstoneWhereItMeansNothing(Topic topic) {
        GRAPHS.send(topic, "u1", null);

        assertThat(GRAPHS.deadLetters()).extracting(DeadLetter::reason).containsExactly("missing-value");
    }

    @Test
    void shouldRefuseARecordInTheWrongPartition() {
        Graphs.Tuning tuning = new Graphs.Tuning();
        tuning.partitions = 4;
        try (Graphs four = new Graphs(tuning)) {
            // murmur2("u1") belongs elsewhere than in the driver's only partition; "u4" stays there.
            for (int i = 0; i < 20; i++) {
                four.request(Samples.request("r" + i, "u" + i, 1, "a"));
            }
            assertThat(four.recommendations())
                    .isNotEmpty()
                    .allSatisfy(answer -> assertThat(Bytes.partition(Bytes.utf8(answer.userId()), 4))
                            .isZero());
            assertThat(four.deadLetters()).isNotEmpty().allSatisfy(letter -> {
                assertThat(letter.reason()).isEqualTo(DeadLetterReason.WRONG_PARTITION.code());
                assertThat(letter.message()).contains("partitioner=murmur2_random");
            });
            assertThat(four.recommendations().size() + four.deadLetters().size())
                    .isEqualTo(20);
        }
    }

    @Test
    void shouldRefuseImportsWhereTheyAreOff() {
        Graphs.Tuning tuning = new Graphs.Tuning();
        tuning.importsAllowed = false;
        try (Graphs off = new Graphs(tuning)) {
            off.reward(Samples.imported("i", 0, "a", 1));
            assertThat(off.deadLetters()).extracting(DeadLetter::reason).containsExactly("import-not-allowed");
        }
    }

    @Test
    void shouldRefuseARequestWhoseAnswerWouldBeTooLarge() {
        Graphs.Tuning tuning = new Graphs.Tuning();
        tuning.recordBytes = 12_000;
        try (Graphs small = new Graphs(tuning)) {
            String[] candidates = Stream.iterate(0, i -> i + 1)
                    .limit(50)
                    .map(i -> "x".repeat(190) + i)
                    .toArray(String[]::new);
            small.request(Samples.request("r1", "u1", 50, candidates));
            small.request(Samples.request("r2", "u1", 1, candidates));

            assertThat(small.deadLetters()).extracting(DeadLetter::reason).containsExactly("too-large");
            assertThat(small.recommendations()).extracting(r -> r.requestId()).containsExactly("r2");
        }
    }

    @Test
    void shouldKeepTheBeginningAndTheHashOfWhatIsTooLarge() throws Exception {
        byte[] large = new byte[200_000];
        large[0] = 42;
        GRAPHS.send(Topic.REWARDS, "u1", large);

        DeadLetter letter = GRAPHS.deadLetters().get(0);
        assertThat(letter.value().bytes()).hasSize(1024).startsWith((byte) 42);
        assertThat(letter.value().length()).isEqualTo(200_000);
        assertThat(letter.value().sha256())
                .isEqualTo(java.security.MessageDigest.getInstance("SHA-256").digest(large));
        assertThat(letter.key().bytes()).isEqualTo("u1".getBytes(UTF_8));
    }

    private void assertRefused(String topic, String reason, byte[] value) {
        assertThat(GRAPHS.deadLetters()).singleElement().satisfies(letter -> {
            assertThat(letter.reason()).as(letter.message()).isEqualTo(reason);
            assertThat(letter.source().topic()).isEqualTo(topic);
            assertThat(letter.message())
                    .startsWith(topic + "-0@" + letter.source().offset() + ": ");
            assertThat(letter.value().bytes()).isEqualTo(value);
            assertThat(letter.serviceVersion()).isEqualTo("test");
        });
    }

    private static ScoringRequest request(
            ScoringRequest good,
            String requestId,
            String userId,
            String placement,
            List<String> candidates,
            String set,
            int k,
            Long deadlineMs,
            long eventTime) {
        return new ScoringRequest(
                requestId,
                userId,
                placement,
                candidates,
                set,
                k,
                good.exclude().texts(),
                deadlineMs,
                eventTime,
                Map.of());
    }

    private static Reward reward(
            String rewardId,
            String requestId,
            String userId,
            String itemId,
            String type,
            Double value,
            long eventTime,
            String importId,
            Long sequence) {
        return new Reward(rewardId, requestId, userId, itemId, null, type, value, eventTime, importId, sequence);
    }

    private static Map<String, FeatureValue> many(int count) {
        Map<String, FeatureValue> features = new HashMap<>();
        for (int i = 0; i < count; i++) {
            features.put("f" + i, new Real(i));
        }
        return features;
    }
}
