package dev.banditstreams.topology;

import static dev.banditstreams.model.EntityType.ITEM;
import static dev.banditstreams.model.EntityType.USER;
import static dev.banditstreams.topology.Parking.LOOK;
import static dev.banditstreams.topology.Parking.assertParked;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.banditstreams.codec.StateSerdes;
import dev.banditstreams.features.FailureCode;
import dev.banditstreams.model.EntityState;
import dev.banditstreams.model.FeatureOrigin;
import dev.banditstreams.model.FeatureValue;
import dev.banditstreams.model.FeatureValue.Text;
import dev.banditstreams.model.FeatureValue.Whole;
import dev.banditstreams.model.Recommendation;
import dev.banditstreams.model.ScoringRequest;
import dev.banditstreams.model.Topic;
import dev.banditstreams.topology.ScoringOptions.UnknownSet;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is kept of what was read: which of two versions stands, how long it is good, and what a restart does to it. */
class FetchedStateTest {

    private static final Freshness MINUTE = new Freshness(60_000, 600_000);

    private final ScriptedSource source = new ScriptedSource();
    private final Graphs graphs = graphs();

    private Graphs graphs() {
        Graphs.Tuning tuning = new Graphs.Tuning();
        tuning.waiting = Graphs.waiting(UnknownSet.WAIT, 100, 100_000);
        tuning.fetching = source.fetching(true, MINUTE, 1000);
        tuning.fetchedItems = new ItemTable.Fetched(MINUTE, 1000);
        return new Graphs(tuning);
    }

    @AfterEach
    void close() {
        graphs.close();
    }

    private void send(String id, String user, String... items) {
        graphs.request(Samples.request(id, user, 3, items));
    }

    private void look() {
        graphs.passTime(LOOK);
    }

    private Recommendation last() {
        List<Recommendation> answers = graphs.recommendations();
        return answers.get(answers.size() - 1);
    }

    private double strength() {
        return last().items().get(0).priorBeta();
    }

    private static Map<String, FeatureValue> shown(long impressions) {
        return Map.of("impressions", new Whole(impressions));
    }

    /** As the timer of the service does. */
    private void age(long after) {
        assertThat(graphs.items.age(Graphs.NOW + after, 0, 1_000)).isZero();
    }

    // ---- event times

    @Test
    void shouldNotReplaceNewerFeaturesOfAUserAlsoAfterARestart() {
        send("r1", "u1", "a");
        graphs.user("u1", 100, Map.of("cohort", new Text("old")));
        source.user("u1", "young"); // of event time 5
        source.item("a");
        look();
        assertThat(last().cohort()).isEqualTo("old");

        graphs.restartScore();
        send("r2", "u1", "a");
        assertThat(last().requestId()).isEqualTo("r2");
        assertThat(last().cohort()).isEqualTo("old");
    }

    @Test
    void shouldReplaceOlderFeaturesOfAUser() {
        graphs.user("u1", 1, Map.of("cohort", new Text("old")));
        graphs.request(staleRequest("r1", "u1", "a"), Graphs.NOW);
        source.item("a");
        graphs.passTime(Duration.ofSeconds(61));
        send("r2", "u1", "a");
        source.user("u1", "young");
        look();
        send("r3", "u1", "a");
        assertThat(last().cohort()).isEqualTo("young");
        graphs.restartScore();
        send("r4", "u1", "a");
        assertThat(last().cohort()).isEqualTo("young");
    }

    private static ScoringRequest staleRequest(String id, String user, String item) {
        return Samples.request(id, user, 3, item);
    }

    @Test
    void shouldNotReplaceNewerFeaturesOfAnItemInTheTableNorInLearn() {
        graphs.user("u1", 1, Map.of());
        send("r1", "u1", "a");
        graphs.item("a", 100, shown(1_000));
        graphs.exchange();
        source.found(ITEM, "a", 5, shown(10));
        look();

        assertThat(strength()).as("with 10 impressions it would be 1.83").isGreaterThan(1.99);
        EntityState published = states().get(states().size() - 1);
        assertThat(published.eventTime()).isEqualTo(100);
        assertThat(published.features()).isEqualTo(shown(1_000));
        assertThat(published.origin()).isEqualTo(EntityState.Origin.PRODUCER);
    }

    @Test
    void shouldLetAnOlderStateOfTheTableNotHideWhatWasFetched() {
        graphs.user("u1", 1, Map.of());
        send("r1", "u1", "a");
        source.found(ITEM, "a", 50, shown(1_000));
        send("r2", "u1", "a");
        double fetched = graphs.items.counts().impressions(graphs.items.add("a"));
        assertThat(fetched).isEqualTo(1_000);

        graphs.send(
                Topic.ITEM_TABLE,
                "a".getBytes(UTF_8),
                StateSerdes.itemState()
                        .serializer()
                        .serialize("item-table", new EntityState("a", 49, shown(3), EntityState.Origin.PRODUCER, 1)));
        assertThat(graphs.items.counts().impressions(graphs.items.add("a"))).isEqualTo(1_000);
    }

    private List<EntityState> states() {
        return graphs.records(Topic.ITEM_TABLE).stream()
                .map(record -> StateSerdes.itemState().deserializer().deserialize("item-table", record.value()))
                .toList();
    }

    @Test
    void shouldKeepInLearnWhatWasReadAndWhen() {
        send("r1", "u1", "a");
        source.item("a");
        look();
        assertThat(states()).singleElement().satisfies(state -> {
            assertThat(state.eventTime()).isEqualTo(5);
            assertThat(state.origin()).isEqualTo(EntityState.Origin.VERTEX);
            assertThat(state.readAt()).isEqualTo(Graphs.NOW + 10);
        });
    }

    // ---- age

    @Test
    void shouldServeAStaleUserAndReadItAgain() {
        graphs.user("u1", 1, Map.of("cohort", new Text("old")));
        graphs.item("a", 1, Map.of());
        graphs.exchange();
        send("r1", "u1", "a");
        assertThat(source.asked()).isEmpty();
        graphs.passTime(Duration.ofSeconds(61));

        send("r2", "u1", "a");
        assertThat(last().requestId()).isEqualTo("r2");
        assertThat(last().cohort()).isEqualTo("old");
        assertThat(source.asked()).containsExactly("USER u1");
        send("r3", "u1", "a");
        assertThat(source.asked()).isEmpty();
        source.user("u1", "young");
        look();
        send("r4", "u1", "a");
        assertThat(last().cohort()).isEqualTo("young");
        assertThat(source.asked()).isEmpty();
        assertThat(graphs.metrics.scrape())
                .contains("bandit_features_looked_up_total{entity=\"user\",found=\"stale\"} 2.0");
    }

    @Test
    void shouldNotAskAgainForAStaleUserThatTheFeatureStoreDoesNotHave() {
        graphs.user("u1", 1, Map.of("cohort", new Text("old")));
        graphs.item("a", 1, Map.of());
        graphs.exchange();
        graphs.passTime(Duration.ofSeconds(61));
        send("r1", "u1", "a");
        source.asked();
        source.missing(USER, "u1");
        look();
        send("r2", "u1", "a");
        assertThat(source.asked()).isEmpty();
        assertThat(last().cohort()).isEqualTo("old");
    }

    @Test
    void shouldNotUseAUserPastTheHardLimit() {
        graphs.user("u1", 1, Map.of("cohort", new Text("old")));
        graphs.item("a", 1, Map.of());
        graphs.exchange();
        graphs.passTime(Duration.ofSeconds(601));
        graphs.request(Samples.request("r1", "u1", 1, "a"), Graphs.NOW + 601_000);
        assertParked(graphs, 1);
        source.fail(USER, "u1", FailureCode.INTERNAL);
        look();
        assertThat(last().cohort()).isEqualTo("all");
        assertThat(last().degraded()).containsExactly("error");
    }

    @Test
    void shouldServeAStaleItemAndReadItAgainOnce() {
        graphs.user("u1", 1, Map.of());
        graphs.item("a", 1, shown(7));
        graphs.exchange();
        age(60_000);
        send("r1", "u1", "a");
        assertThat(source.asked()).isEmpty();
        age(60_001);
        send("r2", "u1", "a");
        send("r3", "u1", "a");
        assertThat(source.asked()).containsExactly("ITEM a");
        assertThat(last().items().get(0).featureSource()).isEqualTo(FeatureOrigin.STORE);

        source.fail(ITEM, "a", FailureCode.UNAVAILABLE);
        look();
        send("r4", "u1", "a");
        assertThat(source.asked()).as("until the next look at ages").isEmpty();
        age(61_000);
        send("r5", "u1", "a");
        assertThat(source.asked()).containsExactly("ITEM a");
        source.found(ITEM, "a", 5, shown(70));
        look();
        age(60_010); // by the driver's clock it was read after 10 ms
        send("r6", "u1", "a");
        assertThat(source.asked()).isEmpty();
        assertThat(graphs.items.counts().impressions(graphs.items.add("a"))).isEqualTo(70);
    }

    @Test
    void shouldNotUseAnItemPastTheHardLimit() {
        graphs.user("u1", 1, Map.of());
        graphs.item("a", 1, shown(1_000));
        graphs.exchange();
        age(600_001);
        send("r1", "u1", "a");
        assertThat(source.asked()).containsExactly("ITEM a");
        source.fail(ITEM, "a", FailureCode.INTERNAL);
        look();
        assertThat(last().degraded()).containsExactly("error");
        assertThat(strength()).isEqualTo(1);
    }

    /** A transaction that was aborted took the record for learn with it. */
    @Test
    void shouldReadAgainWhatDoesNotComeBackFromLearn() {
        graphs.user("u1", 1, Map.of());
        send("r1", "u1", "a");
        source.asked();
        source.item("a");
        send("r2", "u1", "a"); // drains, and nothing is passed to learn
        age(10_000);
        send("r3", "u1", "a");
        assertThat(source.asked()).isEmpty();
        age(10_001);
        send("r4", "u1", "a");
        assertThat(source.asked()).containsExactly("ITEM a");
    }

    // ---- tombstones

    @Test
    void shouldForgetAndAskAgainForAUser() {
        graphs.item("a", 1, Map.of());
        graphs.exchange();
        graphs.user("u1", 100, Map.of("cohort", new Text("old")));
        graphs.send(Topic.USER_FEATURES, "u1", null);
        assertThat(source.forgotten).containsExactly("USER u1");
        send("r1", "u1", "a");
        assertThat(source.asked()).containsExactly("USER u1");
        source.user("u1", "young");
        look();
        assertThat(last().cohort()).isEqualTo("young");
    }

    @Test
    void shouldForgetAndAskAgainForAnItem() {
        graphs.user("u1", 1, Map.of());
        graphs.item("a", 100, Map.of());
        graphs.send(Topic.ITEM_FEATURES, "a", null);
        graphs.exchange();
        assertThat(source.forgotten).containsExactly("ITEM a");
        send("r1", "u1", "a");
        assertThat(source.asked()).containsExactly("ITEM a");
        source.item("a");
        look();
        assertThat(states().get(states().size() - 1).eventTime()).isEqualTo(5);
    }

    // ---- restarts

    @Test
    void shouldReadAgainAfterARestartWhatParkedRequestsLackAndAnswerThemOnce() {
        send("r1", "u1", "a");
        send("r2", "u1", "a");
        graphs.restartScore();
        source.asked();
        assertParked(graphs, 2);
        look();
        assertThat(source.asked()).containsExactlyInAnyOrder("USER u1", "ITEM a");
        send("other", "u1", "a"); // the driver counts offsets from 0 again: it is taken for the first, read again
        source.user("u1", "young"); // for the reads of before the restart: nobody hears it
        source.item("a");
        assertThat(graphs.recommendations()).isEmpty();
        look();
        source.user("u1", "young");
        source.item("a");
        look();
        look();
        assertThat(graphs.recommendations())
                .extracting(Recommendation::requestId)
                .containsExactly("r1", "r2");
        assertThat(graphs.recommendations())
                .allSatisfy(answer -> assertThat(answer.cohort()).isEqualTo("young"));

        graphs.restartScore();
        graphs.passTime(Duration.ofSeconds(20));
        assertThat(graphs.recommendations()).hasSize(2);
    }

    @Test
    void shouldAnswerAfterARestartWhoseDeadlineIsOver() {
        send("r1", "u1", "a");
        graphs.restartScore();
        graphs.passTime(Duration.ofMillis(160));
        assertThat(last().degraded()).containsExactly("deadline");
        assertThat(last().source().offset()).isZero();
        assertParked(graphs, 0);
    }
}
