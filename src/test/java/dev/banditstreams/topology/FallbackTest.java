package dev.banditstreams.topology;

import static dev.banditstreams.model.EntityType.ITEM;
import static dev.banditstreams.model.EntityType.USER;
import static dev.banditstreams.topology.Parking.LOOK;
import static dev.banditstreams.topology.Parking.assertParked;
import static dev.banditstreams.topology.Parking.assertWaited;
import static org.assertj.core.api.Assertions.assertThat;

import dev.banditstreams.features.FailureCode;
import dev.banditstreams.features.FeatureAnswer;
import dev.banditstreams.model.FeatureOrigin;
import dev.banditstreams.model.FeatureValue.Flag;
import dev.banditstreams.model.FeatureValue.Text;
import dev.banditstreams.model.FeatureValue.Whole;
import dev.banditstreams.model.RankedItem;
import dev.banditstreams.model.Recommendation;
import dev.banditstreams.model.ScoringRequest;
import dev.banditstreams.model.Topic;
import dev.banditstreams.topology.ScoringOptions.UnknownSet;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Requests whose user or items the local stores don't have. */
class FallbackTest {

    private static final Freshness EVER = new Freshness(0, 0);

    private final ScriptedSource source = new ScriptedSource();
    private Graphs graphs = graphs(true, Graphs.waiting(UnknownSet.WAIT, 100, 100_000));

    private Graphs graphs(boolean ordered, ScoringOptions.Waiting waiting) {
        Graphs.Tuning tuning = new Graphs.Tuning();
        tuning.waiting = waiting;
        tuning.fetching = source.fetching(ordered, EVER, 60);
        tuning.fetchedItems = new ItemTable.Fetched(EVER, 5);
        return new Graphs(tuning);
    }

    private void use(Graphs other) {
        graphs.close();
        graphs = other;
    }

    @AfterEach
    void close() {
        graphs.close();
    }

    private static ScoringRequest request(String id, String user, Long deadlineMs, String... items) {
        return new ScoringRequest(
                id, user, "home", List.of(items), null, 3, List.of(), deadlineMs, Graphs.NOW, Map.of());
    }

    private void send(String id, String user, String... items) {
        graphs.request(request(id, user, null, items));
    }

    private void look() {
        graphs.passTime(LOOK);
    }

    private List<String> answered() {
        return graphs.recommendations().stream().map(Recommendation::requestId).toList();
    }

    private Recommendation answer(String requestId) {
        return graphs.recommendations().stream()
                .filter(answer -> answer.requestId().equals(requestId))
                .reduce((one, other) -> {
                    throw new AssertionError("answered twice: " + requestId);
                })
                .orElseThrow(() -> new AssertionError("no answer: " + requestId));
    }

    private static Map<String, FeatureOrigin> origins(Recommendation answer) {
        Map<String, FeatureOrigin> origins = new HashMap<>();
        for (RankedItem item : answer.items()) {
            origins.put(item.itemId(), item.featureSource());
        }
        return origins;
    }

    private static Map<String, FeatureOrigin> all(FeatureOrigin origin, String... items) {
        Map<String, FeatureOrigin> origins = new HashMap<>();
        List.of(items).forEach(item -> origins.put(item, origin));
        return origins;
    }

    // ---- the way of a miss

    @Test
    void shouldAnswerWithWhatWasReadAndKeepIt() {
        send("r1", "u1", "a", "b");
        assertThat(source.asked()).containsExactlyInAnyOrder("USER u1", "ITEM a", "ITEM b");
        assertParked(graphs, 1);
        source.item("a");
        source.item("b");
        look();
        assertThat(answered()).isEmpty();
        source.user("u1", "young");
        look();

        Recommendation first = answer("r1");
        assertThat(first.cohort()).isEqualTo("young");
        assertThat(first.degraded()).isEmpty();
        assertThat(first.eligibleCount()).isEqualTo(2);
        assertThat(first.source().offset()).isZero();
        assertThat(first.answeredAt()).isBetween(Graphs.NOW + 10, Graphs.NOW + 30);
        assertThat(first.items().get(0).priorAlpha() + first.items().get(0).priorBeta())
                .isEqualTo(2);
        assertParked(graphs, 0);
        assertWaited(graphs, 1, 0, 0);

        send("r2", "u1", "a", "b");
        assertThat(source.asked()).isEmpty();
        assertThat(answer("r2").cohort()).isEqualTo("young");
        assertThat(origins(answer("r2"))).isEqualTo(all(FeatureOrigin.STORE, "a", "b"));
    }

    /** Until learn has published it, the heap answers. */
    @Test
    void shouldSayThatAnItemCameFromTheFeatureStoreUntilTheTableHasIt() {
        graphs.user("u1", 1, Map.of());
        send("r1", "u1", "a");
        source.item("a");
        graphs.request(request("r2", "u1", null, "a")); // drains, then is a hit in the same task

        List<Recommendation> answers = graphs.recommendations();
        assertThat(answers).hasSize(2);
        assertThat(answers).allSatisfy(answer -> assertThat(origins(answer)).isEqualTo(all(FeatureOrigin.VERTEX, "a")));
        assertThat(graphs.records(Topic.ITEM_TABLE)).hasSize(1);
        send("r3", "u1", "a");
        assertThat(origins(answer("r3"))).isEqualTo(all(FeatureOrigin.STORE, "a"));
    }

    @Test
    void shouldNotCallAnswerDegradedForWhatTheFeatureStoreDoesNotHave() {
        send("r1", "u1", "a");
        source.missing(USER, "u1");
        source.missing(ITEM, "a");
        look();

        assertThat(answer("r1").degraded()).isEmpty();
        assertThat(answer("r1").cohort()).isEqualTo("all");
        assertThat(origins(answer("r1"))).isEqualTo(all(FeatureOrigin.PRIOR_ABSENT, "a"));
    }

    @Test
    void shouldNotRankWhatTurnsOutToBeInactive() {
        send("r1", "u1", "a", "b");
        source.user("u1", "old");
        source.item("a");
        source.found(ITEM, "b", 5, Map.of("active", new Flag(false)));
        look();

        assertThat(answer("r1").eligibleCount()).isEqualTo(1);
        assertThat(answer("r1").candidateCount()).isEqualTo(2);
        assertThat(origins(answer("r1")).keySet()).containsExactly("a");
    }

    @Test
    void shouldReadForManyRequestsOnce() {
        for (int i = 0; i < 20; i++) {
            send("r" + i, "u" + i, "a");
        }
        assertThat(source.asked()).hasSize(21).containsOnlyOnce("ITEM a");
        source.item("a");
        for (int i = 0; i < 20; i++) {
            source.user("u" + i, "young");
        }
        look();
        assertThat(answered()).hasSize(20);
        assertThat(graphs.records(Topic.FETCHED_ITEMS)).hasSize(1);
    }

    /** The source takes each request's deadline, and its own shortest time. */
    @Test
    void shouldGiveReadsTheTimeThatTheRequestHas() {
        graphs.request(request("r1", "u1", 400L), Graphs.NOW - 100);
        assertThat(source.queries).isEmpty(); // no candidates: refused
        graphs.request(request("r2", "u1", 400L, "a"), Graphs.NOW - 100);
        assertThat(source.queries)
                .allSatisfy(query -> assertThat(query.deadline())
                        .isEqualTo(7 + Duration.ofMillis(300).toNanos()));
    }

    // ---- what goes wrong

    @ParameterizedTest
    @CsvSource({",150", "20,20", "10000,10000", "20000,10000"})
    void shouldAnswerAtTheDeadlineWithWhatHasArrived(Long own, long deadline) {
        graphs.request(request("r1", "u1", own, "a", "b", "c"));
        source.item("a");
        source.missing(ITEM, "c");
        graphs.passTime(Duration.ofMillis(deadline - 1));
        assertThat(answered()).isEmpty();
        graphs.passTime(LOOK);

        Recommendation answer = answer("r1");
        assertThat(answer.answeredAt()).isBetween(Graphs.NOW + deadline, Graphs.NOW + deadline + 10);
        assertThat(answer.degraded()).containsExactly("deadline");
        assertThat(origins(answer))
                .containsOnlyKeys("a", "b", "c")
                .containsEntry("b", FeatureOrigin.PRIOR_DEADLINE)
                .containsEntry("c", FeatureOrigin.PRIOR_ABSENT)
                .doesNotContainEntry("a", FeatureOrigin.PRIOR_DEADLINE);
        assertWaited(graphs, 0, 1, 0);
        assertThat(graphs.metrics.scrape()).contains("bandit_recommendations_degraded_total{reason=\"deadline\"} 1.0");

        source.item("b");
        source.user("u1", "young");
        look();
        assertThat(answered()).hasSize(1);
        send("r2", "u1", "a", "b");
        assertThat(answer("r2").degraded()).isEmpty();
        assertThat(answer("r2").cohort()).isEqualTo("young");
    }

    @Test
    void shouldAnswerAtOnceWhatIsReadAfterItsDeadlineAndReadForTheNext() {
        graphs.request(request("r1", "u1", 50L, "a"), Graphs.NOW - 60);

        assertThat(answer("r1").degraded()).containsExactly("deadline");
        assertThat(source.asked()).containsExactlyInAnyOrder("USER u1", "ITEM a");
        assertParked(graphs, 0);
    }

    @ParameterizedTest
    @CsvSource({
        "DEADLINE,deadline,PRIOR_DEADLINE",
        "UNAVAILABLE,error,PRIOR_ERROR",
        "EXHAUSTED,error,PRIOR_ERROR",
        "INTERNAL,error,PRIOR_ERROR",
        "UNANSWERED,error,PRIOR_ERROR",
        "UNREADABLE,error,PRIOR_ERROR",
        "TOO_LARGE,error,PRIOR_ERROR",
        "REFUSED,error,PRIOR_ERROR",
        "CIRCUIT_OPEN,circuit,PRIOR_CIRCUIT",
        "SATURATED,shed,PRIOR_SHED"
    })
    void shouldMarkWhatFailed(FailureCode code, String reason, FeatureOrigin origin) {
        send("r1", "u1", "a", "b");
        source.user("u1", "young");
        source.item("a");
        source.fail(ITEM, "b", code);
        look();

        assertThat(answer("r1").degraded()).containsExactly(reason);
        assertThat(origins(answer("r1"))).containsEntry("b", origin).doesNotContainEntry("a", origin);
        assertThat(answer("r1").cohort()).isEqualTo("young");
    }

    @Test
    void shouldSayThatTheUserFailed() {
        graphs.item("a", 1, Map.of());
        graphs.exchange();
        send("r1", "u1", "a");
        source.fail(USER, "u1", FailureCode.INTERNAL);
        look();

        assertThat(answer("r1").degraded()).containsExactly("error");
        assertThat(origins(answer("r1"))).isEqualTo(all(FeatureOrigin.STORE, "a"));
    }

    @Test
    void shouldNotParkWhatTheSourceAnswersAtOnce() {
        source.answerAtOnce(new FeatureAnswer.Failed(FailureCode.CIRCUIT_OPEN, "open"));
        send("r1", "u1", "a");
        assertThat(answer("r1").degraded()).containsExactly("circuit");
        assertParked(graphs, 0);
        assertWaited(graphs, 0, 0, 0);

        source.answerAtOnce(new FeatureAnswer.Missing());
        send("r2", "u1", "a");
        assertThat(answer("r2").degraded()).isEmpty();
    }

    @Test
    void shouldNotKeepWhatBreaksTheRules() {
        send("r1", "u1", "a", "b", "c");
        source.user("u1", "young");
        source.found(ITEM, "a", 5, Map.of("impressions", new Whole(-3)));
        Map<String, dev.banditstreams.model.FeatureValue> many = new HashMap<>();
        IntStream.range(0, 21).forEach(i -> many.put("f" + i, new Whole(i)));
        source.found(ITEM, "b", 5, many);
        source.found(ITEM, "c", Graphs.NOW + 400_000, Map.of());
        look();

        assertThat(origins(answer("r1"))).isEqualTo(all(FeatureOrigin.PRIOR_ERROR, "a", "b", "c"));
        assertThat(graphs.records(Topic.FETCHED_ITEMS)).isEmpty();
    }

    @Test
    void shouldNotKeepWhatIsTooLarge() {
        send("r1", "u1", "a");
        Map<String, dev.banditstreams.model.FeatureValue> large = Map.of("text", new Text("x".repeat(100_001)));
        source.found(ITEM, "a", 5, large);
        source.found(USER, "u1", 5, large);
        look();

        assertThat(answer("r1").degraded()).containsExactly("error");
        assertThat(graphs.deadLetters()).isEmpty();
    }

    // ---- order

    @Test
    void shouldKeepTheOrderOfOneUserAndDelayNoOther() {
        graphs.item("a", 1, Map.of());
        graphs.exchange();
        graphs.user("u2", 1, Map.of());
        send("r1", "u1", "a");
        send("r2", "u1", "a", "b");
        send("r3", "u2", "a");
        send("r4", "u1", "a");
        source.item("b");
        look();
        assertThat(answered()).containsExactly("r3");
        assertParked(graphs, 3);

        source.user("u1", "young");
        look();
        look();
        assertThat(answered()).containsExactly("r3", "r1", "r2", "r4");
        assertThat(graphs.recommendations())
                .allSatisfy(answer -> assertThat(answer.degraded()).isEmpty());
        assertParked(graphs, 0);
    }

    @Test
    void shouldLetRequestsOfOneUserOvertakeWhereTheSettingSaysSo() {
        use(graphs(false, Graphs.waiting(UnknownSet.WAIT, 100, 100_000)));
        graphs.user("u1", 1, Map.of());
        graphs.item("a", 1, Map.of());
        graphs.exchange();
        send("r1", "u1", "b");
        send("r2", "u1", "a");
        assertThat(answered()).containsExactly("r2");
        source.item("b");
        look();
        assertThat(answered()).containsExactly("r2", "r1");
    }

    /** In time and in order: the earlier one is answered with what there is. */
    @Test
    void shouldAnswerEarlierRequestsOfTheUserAtTheDeadlineOfALaterOne() {
        graphs.user("u1", 1, Map.of());
        graphs.request(request("r1", "u1", 9_000L, "a"));
        graphs.request(request("r2", "u1", 9_000L, "a"));
        graphs.request(request("r3", "u1", 20L, "a"));
        graphs.request(request("r4", "u1", 9_000L, "a"));
        graphs.passTime(Duration.ofMillis(20));

        assertThat(answered()).containsExactly("r1", "r2", "r3");
        assertThat(answer("r1").degraded()).containsExactly("deadline");
        source.item("a");
        look();
        assertThat(answered()).containsExactly("r1", "r2", "r3", "r4");
        assertThat(answer("r4").degraded()).isEmpty();
    }

    @Test
    void shouldAnswerALongQueueOfOneUserInPortions() {
        use(graphs(true, Graphs.waiting(UnknownSet.WAIT, 1000, 1_000_000)));
        IntStream.range(0, 60).forEach(i -> send("r" + i, "u1", "a"));
        source.user("u1", "young");
        source.item("a");
        IntStream.range(0, 60).forEach(i -> look());
        assertThat(answered())
                .containsExactlyElementsOf(
                        IntStream.range(0, 60).mapToObj(i -> "r" + i).toList());
    }

    // ---- bounds

    @Test
    void shouldAnswerAtOnceBeyondTheBoundOfRequests() {
        use(graphs(true, Graphs.waiting(UnknownSet.WAIT, 2, 100_000)));
        send("r1", "u1", "a");
        send("r2", "u2", "a");
        source.asked();
        send("r3", "u3", "a");

        assertThat(answered()).containsExactly("r3");
        assertThat(answer("r3").degraded()).containsExactly("shed");
        assertThat(origins(answer("r3"))).isEqualTo(all(FeatureOrigin.PRIOR_SHED, "a"));
        assertThat(source.asked()).isEmpty();
        assertParked(graphs, 2);
        assertWaited(graphs, 0, 0, 1);

        send("r4", "u1", "a"); // in order, so the first goes too
        assertThat(answered()).containsExactly("r3", "r1", "r4");
        assertThat(answer("r1").degraded()).containsExactly("shed");
        assertParked(graphs, 1);
    }

    @Test
    void shouldAnswerAtOnceBeyondTheBoundOfBytes() {
        use(graphs(true, Graphs.waiting(UnknownSet.WAIT, 100, 100)));
        send("r1", "u1", "a", "b".repeat(100));
        assertThat(answer("r1").degraded()).containsExactly("shed");
    }

    @Test
    void shouldAnswerAtOnceBeyondTheBoundOfEntities() {
        String[] items = IntStream.range(0, 29).mapToObj(i -> "i" + i).toArray(String[]::new);
        send("r1", "u1", items);
        send("r2", "u2", items);
        assertParked(graphs, 2);
        send("r3", "u3", "a");
        assertThat(answer("r3").degraded()).containsExactly("shed");

        source.user("u1", "old");
        List.of(items).forEach(item -> source.missing(ITEM, item));
        look();
        send("r4", "u4", "a");
        assertParked(graphs, 2);
    }

    @Test
    void shouldShowNoMoreFetchedItemsThanItsBound() {
        graphs.user("u1", 1, Map.of());
        String[] items = {"a", "b", "c", "d", "e", "f"};
        send("r1", "u1", items);
        List.of(items).forEach(source::item);
        look();
        assertThat(answer("r1").degraded()).containsExactly("shed");
        assertThat(graphs.records(Topic.FETCHED_ITEMS)).hasSize(6);

        send("r2", "u1", items);
        assertThat(answer("r2").degraded()).isEmpty();
        assertThat(graphs.records(Topic.FETCHED_ITEMS)).hasSize(6);
    }

    // ---- with candidate sets

    @Test
    void shouldReadWhatASetLacksOnceItHasCome() {
        ScoringRequest naming =
                new ScoringRequest("r1", "u1", "home", List.of(), "two", 2, List.of(), 1_000L, Graphs.NOW, Map.of());
        graphs.request(naming);
        assertThat(source.asked()).isEmpty();
        send("r2", "u1", "a");
        graphs.set("two", List.of("a", "b"));
        look();
        assertThat(source.asked()).containsExactlyInAnyOrder("USER u1", "ITEM a", "ITEM b");
        source.user("u1", "old");
        source.item("a");
        look();
        assertThat(answered()).containsExactly("r2");
        source.item("b");
        look();
        assertThat(answered()).containsExactly("r2", "r1");
    }

    @Test
    void shouldRefuseWhereTheSetIsRemovedWhileFeaturesAreRead() {
        graphs.set("two", List.of("a", "b"));
        graphs.request(
                new ScoringRequest("r1", "u1", "home", List.of(), "two", 2, List.of(), null, Graphs.NOW, Map.of()));
        graphs.set("two", null);
        graphs.passTime(Duration.ofMillis(150));

        assertThat(graphs.deadLetters())
                .singleElement()
                .satisfies(letter -> assertThat(letter.reason()).isEqualTo("unknown-candidate-set"));
        assertParked(graphs, 0);
    }
}
