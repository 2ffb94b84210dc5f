package dev.banditstreams.topology;

import static dev.banditstreams.topology.Parking.ITEMS;
import static dev.banditstreams.topology.Parking.LOOK;
import static dev.banditstreams.topology.Parking.REFUSE;
import static dev.banditstreams.topology.Parking.WAIT;
import static dev.banditstreams.topology.Parking.assertParked;
import static dev.banditstreams.topology.Parking.assertWaited;
import static dev.banditstreams.topology.Parking.graphs;
import static dev.banditstreams.topology.Parking.naming;
import static dev.banditstreams.topology.Parking.only;
import static dev.banditstreams.topology.Parking.refused;
import static dev.banditstreams.topology.Parking.request;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.banditstreams.model.FeatureValue.Flag;
import dev.banditstreams.model.FeatureValue.Text;
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
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Requests that name a candidate set before it is known, where the setting says that they wait. */
class UnknownSetTest {

    private Graphs graphs = graphs(WAIT);

    private void use(Waiting waiting) {
        graphs.close();
        graphs = graphs(waiting);
    }

    @AfterEach
    void close() {
        graphs.close();
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
            assertParked(graphs, 1);
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
        assertParked(graphs, 0);
        assertWaited(graphs, 1, 0, 0);
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
        assertParked(graphs, 1);
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
        assertParked(graphs, 0);
        assertWaited(graphs, 0, 1, 0);

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
        assertParked(graphs, 1);
        assertWaited(graphs, 0, 1, 0);
    }

    @Test
    void shouldNotDelayOtherRequests() {
        graphs.set("known", ITEMS);
        graphs.request(request("r1", null));
        graphs.request(Samples.request("r2", "u1", 1, "a"));
        graphs.request(naming("known", "r3", null));
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
        assertParked(graphs, many);
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
        assertWaited(graphs, many, 0, 0);
    }

    @Test
    void shouldLetOnlyThoseGoWhoseSetCame() {
        graphs.request(request("r1", 30L));
        graphs.request(naming("other", "r2", 40L));
        graphs.request(request("r3", 50L));
        graphs.set("other", ITEMS);
        graphs.passTime(LOOK);
        assertThat(only(graphs).requestId()).isEqualTo("r2");

        graphs.passTime(Duration.ofMillis(20));
        assertThat(refused(graphs)).containsExactly("r1");
        graphs.set("six", ITEMS);
        graphs.passTime(LOOK);
        assertThat(graphs.recommendations())
                .extracting(Recommendation::requestId)
                .containsExactly("r2", "r3");
    }

    @Test
    void shouldWaitOnWhereTheSetIsRemovedAgain() {
        graphs.request(request("r1", null));
        graphs.set("six", ITEMS);
        graphs.set("six", null);
        graphs.passTime(LOOK);
        assertParked(graphs, 1);
        graphs.passTime(Duration.ofMillis(140));

        assertThat(graphs.recommendations()).isEmpty();
        assertThat(graphs.deadLetters()).hasSize(1);
    }

    /** A set that came counts, however late anyone looks. */
    @Test
    void shouldAnswerWhereTheSetCameAndTheDeadlineIsOver() {
        int many = 450; // more than one look takes
        IntStream.range(0, many).forEach(i -> graphs.request(request("r" + i, 20L)));
        graphs.set("six", ITEMS);
        graphs.passTime(Duration.ofSeconds(5));
        graphs.passTime(LOOK);

        assertThat(graphs.deadLetters()).isEmpty();
        assertThat(graphs.recommendations()).hasSize(many);
    }

    @Test
    void shouldRefuseAtOnceBeyondTheBoundOfRequests() {
        use(Graphs.waiting(UnknownSet.WAIT, 2, 1_000_000));
        for (String id : List.of("r1", "r2", "r3")) {
            graphs.request(request(id, null));
        }
        assertThat(graphs.deadLetters()).singleElement().satisfies(letter -> {
            assertThat(letter.reason()).isEqualTo("unknown-candidate-set");
            assertThat(letter.message()).contains("can't wait for it", "2 parked", "bandit.limit.parked.requests is 2");
        });
        assertParked(graphs, 2);
        assertWaited(graphs, 0, 0, 1);

        graphs.passTime(Duration.ofMillis(150));
        graphs.request(request("r4", null), Graphs.NOW + 150);
        assertParked(graphs, 1);
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
        assertParked(graphs, 1);
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
        assertParked(graphs, 0);
        assertWaited(graphs, 0, 0, 0);
        try (var entries = graphs.scoreStore("parked-requests").all()) {
            assertThat(entries.hasNext()).isFalse();
        }
    }
}
