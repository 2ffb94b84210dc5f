package dev.banditstreams.topology;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.banditstreams.codec.Decoded;
import dev.banditstreams.codec.StateSerdes;
import dev.banditstreams.model.DeadLetter;
import dev.banditstreams.model.FeatureValue.Flag;
import dev.banditstreams.model.FeatureValue.Text;
import dev.banditstreams.model.ParkedRequest;
import dev.banditstreams.model.Recommendation;
import dev.banditstreams.model.ScoringRequest;
import dev.banditstreams.model.SourcePosition;
import dev.banditstreams.model.Topic;
import dev.banditstreams.topology.ScoringOptions.UnknownSet;
import dev.banditstreams.topology.ScoringOptions.Waiting;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Requests that name a candidate set before it is known, where the setting says that they wait. */
class UnknownSetTest {

    private static final Waiting WAIT = Graphs.waiting(UnknownSet.WAIT, 1000, 1_000_000);
    private static final Waiting REFUSE = Graphs.waiting(UnknownSet.REFUSE, 1000, 1_000_000);
    private static final Duration LOOK = Duration.ofMillis(10);
    private static final List<String> ITEMS = List.of("a", "b", "c", "d", "e");

    private Graphs graphs = graphs(WAIT);

    private static Graphs graphs(Waiting waiting) {
        Graphs.Tuning tuning = new Graphs.Tuning();
        tuning.waiting = waiting;
        tuning.auditRate = 1;
        return new Graphs(tuning);
    }

    private void use(Waiting waiting) {
        graphs.close();
        graphs = graphs(waiting);
    }

    @AfterEach
    void close() {
        graphs.close();
    }

    private static ScoringRequest request(String requestId, Long deadlineMs) {
        return new ScoringRequest(
                requestId, "u1", "home", List.of(), "six", 3, List.of("b"), deadlineMs, Graphs.NOW, Map.of());
    }

    @Test
    void shouldAnswerAsIfTheSetHadBeenKnown() {
        try (Graphs inTime = graphs(REFUSE)) {
            inTime.set("six", ITEMS);
            describe(inTime);
            inTime.request(request("r1", null));

            describe(graphs);
            graphs.request(request("r1", null));
            graphs.passTime(LOOK);
            assertThat(graphs.recommendations()).isEmpty();
            assertParked(1);
            graphs.set("six", ITEMS);
            assertThat(graphs.recommendations()).isEmpty();
            graphs.passTime(LOOK);

            Recommendation answer = only(graphs);
            assertThat(answer.items()).hasSize(3);
            assertThat(answer.audit().eligible()).hasSize(3);
            assertThat(answer.acceptedAt()).isEqualTo(Graphs.NOW);
            assertThat(answer.answeredAt()).isEqualTo(Graphs.NOW + 20);
            assertThat(answer)
                    .usingRecursiveComparison()
                    .ignoringFields("answeredAt")
                    .isEqualTo(only(inTime));
            TestRecord<byte[], byte[]> record =
                    graphs.records(Topic.RECOMMENDATIONS).get(0);
            assertThat(record.key()).isEqualTo("u1".getBytes(UTF_8));
            assertThat(record.timestamp()).isEqualTo(Graphs.NOW);
        }
        graphs.passTime(Duration.ofSeconds(20));
        assertThat(graphs.recommendations()).hasSize(1);
        assertThat(graphs.deadLetters()).isEmpty();
        assertParked(0);
        assertWaited(1, 0, 0);
    }

    /** Gives ranking what it can depend on: the user's cohort and an item that may not be ranked. */
    private static void describe(Graphs graphs) {
        graphs.user("u1", 1, Map.of("cohort", new Text("young")));
        graphs.item("d", 1, Map.of("active", new Flag(false)));
        graphs.exchange();
    }

    @ParameterizedTest
    @CsvSource({",150", "20,20", "5000,5000", "10000,10000", "10001,10000", "9223372036854775807,10000"})
    void shouldRefuseAtTheDeadline(Long own, long deadline) {
        ScoringRequest request = request("r1", own);
        graphs.request(request);
        graphs.passTime(Duration.ofMillis(deadline - 1));
        assertThat(graphs.deadLetters()).isEmpty();
        assertParked(1);
        graphs.passTime(Duration.ofMillis(10));

        byte[] bytes = graphs.codecs.scoringRequests("scoring-requests").encode(request);
        assertThat(graphs.deadLetters()).singleElement().satisfies(letter -> {
            assertThat(letter.reason()).isEqualTo("unknown-candidate-set");
            assertThat(letter.stage()).isEqualTo("enrich");
            assertThat(letter.source()).isEqualTo(new SourcePosition("scoring-requests", 0, 0));
            assertThat(letter.key().bytes()).isEqualTo("u1".getBytes(UTF_8));
            assertThat(letter.value().bytes()).isEqualTo(bytes);
            assertThat(letter.refusedAt()).isBetween(Graphs.NOW + deadline, Graphs.NOW + deadline + 9);
            assertThat(letter.message())
                    .startsWith("scoring-requests-0@0: candidateSet 'six' is not known after "
                            + (letter.refusedAt() - Graphs.NOW) + " ms, and the deadline was " + deadline + " ms");
        });
        assertParked(0);
        assertWaited(0, 1, 0);

        graphs.set("six", ITEMS);
        graphs.passTime(LOOK);
        assertThat(graphs.recommendations()).isEmpty();
        graphs.send(
                Topic.SCORING_REQUESTS,
                "u1",
                graphs.deadLetters().get(0).value().bytes());
        assertThat(only(graphs).requestId()).isEqualTo("r1");
    }

    @Test
    void shouldRefuseAtOnceWhatIsReadAfterItsDeadline() {
        graphs.request(request("r1", 100L), Graphs.NOW - 100);
        graphs.request(request("r2", 100L), Graphs.NOW - 99);

        assertThat(graphs.deadLetters())
                .singleElement()
                .satisfies(letter -> assertThat(letter.message())
                        .contains("after 100 ms, and the deadline was 100 ms after the append time"));
        assertParked(1);
        assertWaited(0, 1, 0);
    }

    @Test
    void shouldNotDelayOtherRequests() {
        graphs.set("known", ITEMS);
        graphs.request(request("r1", null));
        graphs.request(Samples.request("r2", "u1", 1, "a"));
        graphs.request(
                new ScoringRequest("r3", "u1", "home", List.of(), "known", 1, List.of(), null, Graphs.NOW, Map.of()));
        assertThat(graphs.recommendations())
                .extracting(Recommendation::requestId)
                .containsExactly("r2", "r3");

        graphs.set("six", ITEMS);
        graphs.request(request("r4", null));
        graphs.passTime(LOOK);
        assertThat(graphs.recommendations())
                .extracting(Recommendation::requestId)
                .containsExactly("r2", "r3", "r4", "r1");
        assertThat(graphs.recommendations())
                .extracting(answer -> answer.source().offset())
                .containsExactly(1L, 2L, 3L, 0L);
    }

    @Test
    void shouldAnswerEachOfManyOnceAndInTheirOrder() {
        int many = 450;
        IntStream.range(0, many).forEach(i -> graphs.request(request("r" + i % 400, null)));
        assertParked(many);
        graphs.set("six", ITEMS);
        graphs.passTime(LOOK);
        assertThat(graphs.recommendations()).hasSize(200);
        graphs.passTime(LOOK);
        graphs.passTime(LOOK);

        List<Recommendation> answers = graphs.recommendations();
        assertThat(answers)
                .extracting(answer -> answer.source().offset())
                .containsExactlyElementsOf(
                        IntStream.range(0, many).mapToObj(Long::valueOf).toList());
        assertThat(answers.get(400).items()).isEqualTo(answers.get(0).items());
        assertThat(graphs.deadLetters()).isEmpty();
        assertWaited(many, 0, 0);
    }

    @Test
    void shouldLetOnlyThoseGoWhoseSetCame() {
        graphs.request(request("r1", 30L));
        graphs.request(
                new ScoringRequest("r2", "u1", "home", List.of(), "other", 1, List.of(), 40L, Graphs.NOW, Map.of()));
        graphs.request(request("r3", 50L));
        graphs.set("other", ITEMS);
        graphs.passTime(LOOK);
        assertThat(only(graphs).requestId()).isEqualTo("r2");

        graphs.passTime(Duration.ofMillis(20));
        assertThat(graphs.deadLetters()).extracting(this::requestId).containsExactly("r1");
        graphs.set("six", ITEMS);
        graphs.passTime(LOOK);
        assertThat(graphs.recommendations())
                .extracting(Recommendation::requestId)
                .containsExactly("r2", "r3");
    }

    private String requestId(DeadLetter letter) {
        return ((Decoded.Value<ScoringRequest>) graphs.codecs
                        .scoringRequests("scoring-requests")
                        .decode(letter.value().bytes()))
                .value()
                .requestId();
    }

    @Test
    void shouldWaitOnWhereTheSetIsRemovedAgain() {
        graphs.request(request("r1", null));
        graphs.set("six", ITEMS);
        graphs.set("six", null);
        graphs.passTime(LOOK);
        assertParked(1);
        graphs.passTime(Duration.ofMillis(140));

        assertThat(graphs.recommendations()).isEmpty();
        assertThat(graphs.deadLetters()).hasSize(1);
    }

    /** A set that came counts, however late anyone looks. */
    @Test
    void shouldAnswerWhereTheSetCameAndTheDeadlineIsOver() {
        graphs.request(request("r1", 20L));
        graphs.set("six", ITEMS);
        graphs.passTime(Duration.ofSeconds(5));

        assertThat(only(graphs).requestId()).isEqualTo("r1");
        assertThat(graphs.deadLetters()).isEmpty();
    }

    @Test
    void shouldRefuseAtOnceBeyondTheBoundOfRequests() {
        use(Graphs.waiting(UnknownSet.WAIT, 2, 1_000_000));
        for (String id : List.of("r1", "r2", "r3")) {
            graphs.request(request(id, null));
        }
        assertThat(graphs.deadLetters()).singleElement().satisfies(letter -> {
            assertThat(requestId(letter)).isEqualTo("r3");
            assertThat(letter.reason()).isEqualTo("unknown-candidate-set");
            assertThat(letter.message()).contains("can't wait for it", "2 parked", "bandit.limit.parked.requests is 2");
        });
        assertParked(2);
        assertWaited(0, 0, 1);

        graphs.passTime(Duration.ofMillis(150));
        graphs.request(request("r4", null), Graphs.NOW + 150);
        assertParked(1);
        graphs.set("six", ITEMS);
        graphs.passTime(LOOK);
        assertThat(only(graphs).requestId()).isEqualTo("r4");
    }

    @Test
    void shouldRefuseAtOnceBeyondTheBoundOfBytes() {
        int size = 2 + graphs.codecs.scoringRequests("scoring-requests").encode(request("r1", null)).length;
        use(Graphs.waiting(UnknownSet.WAIT, 1000, 2L * size));
        for (String id : List.of("r1", "r2", "r3")) {
            graphs.request(request(id, null));
        }
        assertThat(graphs.deadLetters())
                .singleElement()
                .satisfies(letter -> assertThat(letter.message())
                        .contains(3 * size + ", and bandit.limit.parked.bytes is " + 2 * size));
        graphs.set("six", ITEMS);
        graphs.passTime(LOOK);
        assertThat(graphs.recommendations())
                .extracting(Recommendation::requestId)
                .containsExactly("r1", "r2");
        graphs.set("six", null);
        graphs.request(request("r4", null));
        assertParked(1);
    }

    @Test
    void shouldAnswerAfterARestartWhatWasParkedBefore() {
        graphs.request(request("r1", null));
        graphs.request(request("r2", null));
        graphs.restartScore(WAIT);
        assertParked(2);
        assertThat(graphs.recommendations()).isEmpty();

        graphs.set("six", ITEMS);
        graphs.passTime(LOOK);
        assertThat(graphs.recommendations())
                .extracting(answer -> answer.source().offset())
                .containsExactly(0L, 1L);

        graphs.restartScore(WAIT);
        graphs.passTime(Duration.ofSeconds(20));
        assertThat(graphs.recommendations()).hasSize(2);
        assertThat(graphs.deadLetters()).isEmpty();
        assertParked(0);
    }

    @Test
    void shouldRefuseAfterARestartWhatWasParkedBefore() {
        graphs.request(request("r1", 30L));
        graphs.restartScore(WAIT);
        graphs.passTime(Duration.ofMillis(20));
        assertThat(graphs.deadLetters()).isEmpty();
        graphs.passTime(LOOK);
        assertThat(graphs.deadLetters()).extracting(this::requestId).containsExactly("r1");

        graphs.restartScore(WAIT);
        graphs.passTime(Duration.ofSeconds(20));
        assertThat(graphs.deadLetters()).hasSize(1);
        assertParked(0);
    }

    @Test
    void shouldKeepTheBoundOverARestart() {
        use(Graphs.waiting(UnknownSet.WAIT, 1, 1_000_000));
        graphs.request(request("r1", null));
        graphs.restartScore(Graphs.waiting(UnknownSet.WAIT, 1, 1_000_000));
        graphs.request(Samples.request("passes", "u1", 1, "a")); // the driver counts offsets from 0 again
        graphs.request(request("r2", null));

        assertThat(graphs.deadLetters()).extracting(this::requestId).containsExactly("r2");
    }

    @Test
    void shouldNotForgetWhatIsParkedWhenTheSettingChanges() {
        graphs.request(request("r1", null));
        graphs.restartScore(REFUSE);
        graphs.request(
                new ScoringRequest("r2", "u1", "home", List.of(), "seven", 1, List.of(), null, Graphs.NOW, Map.of()));
        assertThat(graphs.deadLetters()).extracting(this::requestId).containsExactly("r2");
        graphs.set("six", ITEMS);
        graphs.passTime(LOOK);

        assertThat(only(graphs).requestId()).isEqualTo("r1");
    }

    /** What can't be read is no request of ours: going on would lose one without a word. */
    @Test
    void shouldNotStartOnAStoreThatCantBeRead() {
        graphs.scoreStore("parked-requests").put("0000000000000000 scoring-requests-0", "garbage".getBytes(UTF_8));
        graphs.request(Samples.request("r1", "u1", 1, "a"));

        assertThatThrownBy(() -> graphs.restartScore(WAIT))
                .hasRootCauseInstanceOf(SerializationException.class)
                .hasStackTraceContaining("state ParkedRequest of parked-requests can't be read");
    }

    @Test
    void shouldRefuseWhatCanNoLongerBeDecoded() {
        graphs.request(request("r1", null));
        KeyValueStore<String, byte[]> store = graphs.scoreStore("parked-requests");
        KeyValue<String, byte[]> entry;
        try (var entries = store.all()) {
            entry = entries.next();
        }
        ParkedRequest parked = StateSerdes.parkedRequest().deserializer().deserialize("parked-requests", entry.value);
        byte[] garbage = "no request".getBytes(UTF_8);
        ParkedRequest damaged = new ParkedRequest(
                parked.source(), parked.appendTime(), parked.candidateSet(), parked.deadline(), parked.key(), garbage);
        store.put(entry.key, StateSerdes.parkedRequest().serializer().serialize("parked-requests", damaged));
        graphs.set("six", ITEMS);
        graphs.passTime(LOOK);

        assertThat(graphs.deadLetters()).singleElement().satisfies(letter -> {
            assertThat(letter.reason()).isEqualTo("undecodable");
            assertThat(letter.source()).isEqualTo(parked.source());
            assertThat(letter.value().bytes()).isEqualTo(garbage);
        });
        assertThat(graphs.recommendations()).isEmpty();
        graphs.passTime(Duration.ofSeconds(20));
        assertThat(graphs.deadLetters()).hasSize(1);
    }

    @Test
    void shouldRefuseAtOnceWhereNothingWaits() {
        use(REFUSE);
        graphs.request(request("r1", null));

        assertThat(graphs.deadLetters())
                .singleElement()
                .satisfies(letter -> assertThat(letter.message())
                        .isEqualTo(
                                "scoring-requests-0@0: candidateSet 'six' is not known: publish it to candidate-sets"));
        assertParked(0);
        assertWaited(0, 0, 0);
        try (var entries = graphs.scoreStore("parked-requests").all()) {
            assertThat(entries.hasNext()).isFalse();
        }
    }

    private static Recommendation only(Graphs graphs) {
        assertThat(graphs.recommendations()).hasSize(1);
        return graphs.recommendations().get(0);
    }

    private void assertParked(int count) {
        assertThat(graphs.metrics.scrape()).contains("bandit_parked_requests " + count + ".0\n");
    }

    private void assertWaited(int released, int expired, int shed) {
        assertThat(graphs.metrics.scrape())
                .contains(
                        "bandit_requests_waited_total{fate=\"released\"} " + released + ".0",
                        "bandit_requests_waited_total{fate=\"expired\"} " + expired + ".0",
                        "bandit_requests_waited_total{fate=\"shed\"} " + shed + ".0");
    }
}
