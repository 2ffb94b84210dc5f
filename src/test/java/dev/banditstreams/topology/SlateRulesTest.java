package dev.banditstreams.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.banditstreams.bandit.PolicyKind;
import dev.banditstreams.model.FeatureValue;
import dev.banditstreams.model.FeatureValue.Real;
import dev.banditstreams.model.FeatureValue.Text;
import dev.banditstreams.model.ItemIds;
import dev.banditstreams.model.RankedItem;
import dev.banditstreams.model.Recommendation;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Rules of a placement, from topics to topics: greedy items a to f with falling rates, in groups x, x, x, y, y, none.
 */
class SlateRulesTest {

    private static final Placement.Variant GREEDY = new Placement.Variant(PolicyKind.GREEDY, "1", 1, 0);
    private static final String[] ITEMS = {"a", "b", "c", "d", "e", "f"};

    private Graphs graphs = new Graphs();

    @AfterEach
    void close() {
        graphs.close();
    }

    private void start(
            Placement.Newcomers newcomers, Map<String, Integer> pinned, int mostOfGroup, String... excluded) {
        graphs.close();
        Graphs.Tuning tuning = new Graphs.Tuning();
        tuning.placements =
                Standard.only(new Placement(List.of(GREEDY), 0, ItemIds.of(excluded), newcomers, pinned, mostOfGroup));
        graphs = new Graphs(tuning);
        double clicks = 600;
        for (String item : ITEMS) {
            Map<String, FeatureValue> features = new HashMap<>();
            features.put("impressions", new Real(1_000));
            features.put("clicks", new Real(clicks));
            if (!item.equals("f")) {
                features.put("group", new Text(item.compareTo("c") <= 0 ? "x" : "y"));
            }
            graphs.item(item, 1, features);
            clicks -= 100;
        }
        graphs.exchange();
    }

    private Recommendation ask(String requestId, int k, String... items) {
        graphs.request(Samples.request(requestId, "u1", k, items));
        List<Recommendation> answers = graphs.recommendations();
        return answers.get(answers.size() - 1);
    }

    private static List<String> ids(Recommendation answer) {
        return answer.items().stream().map(RankedItem::itemId).toList();
    }

    private static List<List<String>> rules(Recommendation answer) {
        return answer.items().stream().map(RankedItem::rules).toList();
    }

    @Test
    void shouldPinItemsThatAreEligible() {
        start(Placement.Newcomers.WELCOME, Map.of("e", 2, "gone", 1, "f", 9), 0);
        Recommendation answer = ask("r1", 3, ITEMS);

        assertThat(ids(answer)).containsExactly("a", "e", "b");
        assertThat(rules(answer)).containsExactly(List.of(), List.of("pinned"), List.of("pinned"));
        assertThat(answer.items()).allSatisfy(item -> {
            assertThat(item.propensity()).isNull();
            assertThat(item.propensityReason()).isEqualTo("pinned");
        });
    }

    @Test
    void shouldLeaveRequestsAloneThatNoRuleDecidesAbout() {
        start(Placement.Newcomers.WELCOME, Map.of("e", 2), 2);
        Recommendation answer = ask("r1", 3, "a", "b", "d");

        assertThat(ids(answer)).containsExactly("a", "b", "d");
        assertThat(answer.items()).extracting(RankedItem::propensity).containsExactly(1.0, 1.0, 1.0);
    }

    @Test
    void shouldLimitTheItemsOfAGroup() {
        start(Placement.Newcomers.WELCOME, Map.of(), 1);
        Recommendation answer = ask("r1", 3, ITEMS);

        assertThat(ids(answer)).containsExactly("a", "d", "f");
        assertThat(rules(answer)).containsExactly(List.of(), List.of("group-limit"), List.of("group-limit"));
        assertThat(answer.items()).extracting(RankedItem::propensityReason).containsOnly("group-limit");
    }

    @Test
    void shouldFillTheSlateWhereTheLimitLeavesTooFew() {
        start(Placement.Newcomers.WELCOME, Map.of(), 1);

        assertThat(ids(ask("r1", 5, ITEMS))).containsExactly("a", "d", "f", "b", "c");
        assertThat(ids(ask("r2", 10, ITEMS))).hasSize(6);
    }

    @Test
    void shouldCountThePinnedForTheirGroup() {
        start(Placement.Newcomers.WELCOME, Map.of("c", 1), 1);

        assertThat(ids(ask("r1", 3, ITEMS))).containsExactly("c", "d", "f");
    }

    @Test
    void shouldNeverRankWhatIsExcluded() {
        start(Placement.Newcomers.WELCOME, Map.of("a", 1), 0, "a", "b");
        Recommendation answer = ask("r1", 2, ITEMS);

        assertThat(ids(answer)).containsExactly("c", "d");
        assertThat(answer.eligibleCount()).isEqualTo(4);
        assertThat(answer.items()).extracting(RankedItem::propensity).containsExactly(1.0, 1.0);
    }

    /** The share within 5 standard deviations. */
    @Test
    void shouldPutNewcomersFirstOnlyInTheirShareOfTheRequests() {
        start(new Placement.Newcomers(100, 0.25), Map.of(), 0);
        int requests = 2_000;
        for (int i = 0; i < requests; i++) {
            // Nothing is known of "new": its mean is 1/2, between those of a (0.6) and b (0.5 less a little).
            graphs.request(Samples.request("r" + i, "u1", 2, "a", "c", "new"));
        }
        int among = 0;
        for (Recommendation answer : graphs.recommendations()) {
            boolean shown = ids(answer).contains("new");
            among += shown ? 1 : 0;
            assertThat(ids(answer)).isEqualTo(shown ? List.of("a", "new") : List.of("a", "c"));
            assertThat(rules(answer).get(1)).isEqualTo(shown ? List.of() : List.of("newcomer-budget"));
            assertThat(answer.items().get(1).propensityReason()).isEqualTo("newcomer-budget");
        }
        assertThat((double) among).isCloseTo(0.25 * requests, within(5 * Math.sqrt(0.25 * 0.75 * requests)));
    }

    @Test
    void shouldRankNewcomersWhereNobodyElseIsThere() {
        start(new Placement.Newcomers(100, 0), Map.of(), 0);

        assertThat(ids(ask("r1", 3, "new", "newer", "a"))).hasSize(3).startsWith("a");
    }
}
