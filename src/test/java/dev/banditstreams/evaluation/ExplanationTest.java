package dev.banditstreams.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.banditstreams.bandit.KlUcb;
import dev.banditstreams.bandit.Ucb1;
import dev.banditstreams.evaluation.ExplainedAudit.LeftOut;
import dev.banditstreams.evaluation.ExplainedItem.Evidence;
import dev.banditstreams.evaluation.ExplainedItem.Prior;
import dev.banditstreams.evaluation.Explanation.Asked;
import dev.banditstreams.model.Audit;
import dev.banditstreams.model.Recommendation;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rates 0.2, 0.3, 0.1 and 0.05 after 90 trials each, and a newcomer; the mean of the prior is 0.1. */
class ExplanationTest {

    private static final Asked NOTHING_MORE = new Asked(5, Set.of());

    private final Served served = new Served()
            .arm("a", 18, 72)
            .arm("b", 27, 63)
            .arm("c", 9, 81)
            .arm("d", 4.5, 85.5)
            .arm("new", 0, 0);

    private static Explanation explain(Recommendation recommendation) {
        return Explanation.of(recommendation, NOTHING_MORE);
    }

    private static ExplainedItem item(Explanation explanation, String itemId) {
        return explanation.items().stream()
                .filter(item -> item.itemId().equals(itemId))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void shouldSayWhatAPosteriorIsMadeOf() {
        ExplainedItem a = item(explain(served.top(5)), "a");

        assertThat(a.prior()).isEqualTo(new Prior(1, 9, 0.1, 10, 0.1));
        assertThat(a.evidence()).isEqualTo(new Evidence(90, 18, 72));
        assertThat(a.posterior().mean()).isEqualTo(0.19);
        // Quantiles of Beta(19, 81), by mpmath.
        assertThat(a.posterior().low()).isCloseTo(0.119684354394, within(1e-10));
        assertThat(a.posterior().high()).isCloseTo(0.272044218379, within(1e-10));
    }

    @Test
    void shouldKeepDecayedEvidenceAsItIs() {
        served.halfLife = 1_000;
        assertThat(item(explain(served.arm("old", 1e-9, 2e-9).top(6)), "old")
                        .evidence()
                        .failures())
                .isCloseTo(2e-9, within(1e-14));
        served.halfLife = 0;
        assertThat(item(explain(served.top(6)), "old").evidence()).isEqualTo(new Evidence(0, 0, 0));
    }

    /** The luck of a draw is uniform: of 2,000 its mean lies within 5 standard deviations of 1/2. */
    @Test
    void shouldSayHowLuckyADrawWas() {
        double sum = 0;
        int answers = 400;
        for (int i = 0; i < answers; i++) {
            served.requestId = "r" + i;
            for (ExplainedItem item : explain(served.top(5)).items()) {
                assertThat(item.above()).isBetween(0.0, 1.0);
                assertThat(item.draw() > item.posterior().high()).isEqualTo(item.above() < 0.025);
                sum += item.above();
            }
        }
        assertThat(sum / (5 * answers)).isCloseTo(0.5, within(5 / Math.sqrt(12 * 5.0 * answers)));
    }

    @Test
    void shouldNameTheNeighboursByDrawAndThePlaceByMean() {
        Explanation explanation = explain(served.top(3));
        List<String> order = served.byDraw();

        assertThat(explanation.recomputation().reproduced()).isTrue();
        assertThat(explanation.recomputation().draws()).isEqualTo(3);
        assertThat(explanation.recomputation().nobodyBetter()).isFalse();
        assertThat(explanation.audit()).isNull();
        for (int i = 0; i < 3; i++) {
            ExplainedItem.Standing standing = explanation.items().get(i).standing();
            assertThat(standing.among()).isEqualTo(3);
            assertThat(standing.byPolicy()).isEqualTo(i + 1);
            assertThat(standing.ahead() == null).isEqualTo(i == 0);
            assertThat(standing.behind() == null).isEqualTo(i == 2);
            if (standing.ahead() != null) {
                assertThat(standing.ahead().itemId()).isEqualTo(order.get(i - 1));
                assertThat(standing.ahead().value()).isEqualTo(served.draw(order.get(i - 1)));
            }
        }
    }

    /** Whatever the draws were: among those ranked, and with an audit among all. Equal means are in either order. */
    @Test
    void shouldTellThePlaceByMean() {
        Map<String, List<Integer>> places =
                Map.of("b", List.of(1), "a", List.of(2), "c", List.of(3, 4), "new", List.of(3, 4), "d", List.of(5));
        int elsewhere = 0;
        for (int i = 0; i < 50; i++) {
            served.requestId = "r" + i;
            served.audited = true;
            for (ExplainedItem item : explain(served.top(2)).items()) {
                assertThat(places.get(item.itemId())).contains(item.standing().byMean());
                elsewhere += item.standing().byMean() == item.rank() ? 0 : 1;
            }
            served.audited = false;
            List<ExplainedItem> two = explain(served.top(2)).items();
            boolean inOrder =
                    two.get(0).posterior().mean() > two.get(1).posterior().mean();
            if (two.get(0).posterior().mean() != two.get(1).posterior().mean()) {
                assertThat(two.get(0).standing().byMean()).isEqualTo(inOrder ? 1 : 2);
            }
        }
        assertThat(elsewhere).isPositive();
    }

    @Test
    void shouldTellWithAnAuditWhyOthersAreNotThere() {
        served.audited = true;
        Explanation explanation = Explanation.of(
                served.top(2), new Asked(1, Set.of(served.byDraw().get(4), "gone", "a")));
        List<String> order = served.byDraw();
        ExplainedAudit audit = explanation.audit();

        assertThat(explanation.recomputation().nobodyBetter()).isTrue();
        assertThat(audit.rate()).isEqualTo(0.05);
        assertThat(audit.byMean()).containsExactly("b", "a");
        assertThat(audit.alsoByMean()).isEqualTo((int)
                order.subList(0, 2).stream().filter(List.of("a", "b")::contains).count());
        assertThat(audit.notEligible()).containsExactly("gone");
        assertThat(audit.leftOut())
                .extracting(LeftOut::itemId)
                .startsWith(order.get(2))
                .endsWith(order.get(4));
        LeftOut next = audit.leftOut().get(0);
        assertThat(next.byPolicy()).isEqualTo(3);
        assertThat(next.draw()).isEqualTo(served.draw(order.get(2)));
        assertThat(next.missing()).isEqualTo(served.draw(order.get(1)) - served.draw(order.get(2)));
        assertThat(explanation.items().get(1).standing().behind().itemId()).isEqualTo(order.get(2));
        assertThat(explanation.items().get(1).standing().among()).isEqualTo(5);
    }

    /** P(Beta(2, 1) > Beta(1, 1)) = 2/3; a floor of 0.1 makes 0.9 * 2/3 + 0.1 / 2 of it. */
    @Test
    void shouldComputeThePropensitiesThatWereLeftOut() {
        Served two = new Served().arm("high", 1, -8).arm("even", 0, -8);
        two.exploration = 0.1;
        two.audited = true;
        Explanation explanation = explain(two.top(1));
        double high = explanation.items().get(0).itemId().equals("high") ? 0.65 : 0.35;

        assertThat(explanation.items().get(0).computedPropensity()).isCloseTo(high, within(1e-9));
        assertThat(explanation.items().get(0).inSlate()).isCloseTo(high, within(1e-9));
        assertThat(explanation.audit().leftOut().get(0).inSlate()).isCloseTo(1 - high, within(1e-9));
        assertThat(explain(two.top(2)).items())
                .allSatisfy(item -> assertThat(item.inSlate()).isCloseTo(1, within(1e-9)));
    }

    @Test
    void shouldComputeNoPropensityWhereARuleDecided() {
        served.audited = true;
        Explanation explanation = explain(Served.with(served.top(2), 1, item -> Served.moved(item, "pinned")));

        assertThat(explanation.items()).allSatisfy(item -> {
            assertThat(item.computedPropensity()).isNull();
            assertThat(item.inSlate()).isNull();
        });
    }

    /** By its draw the last of five, pinned to the first place. */
    @Test
    void shouldTellWhereAMovedItemWouldStand() {
        served.audited = true;
        List<String> order = served.byDraw();
        Recommendation pinned = served.answer(List.of(order.get(4), order.get(0)));
        pinned = Served.with(pinned, 0, item -> Served.moved(item, "pinned"));
        pinned = Served.with(pinned, 1, item -> Served.moved(item, "pinned"));
        Explanation explanation = explain(pinned);

        assertThat(explanation.recomputation().reproduced())
                .as("%s", explanation.recomputation())
                .isTrue();
        assertThat(explanation.recomputation().nobodyBetter()).isFalse();
        assertThat(explanation.items().get(0).standing().byPolicy()).isEqualTo(5);
        assertThat(explanation.audit().leftOut().get(0).missing())
                .isEqualTo(served.draw(order.get(0)) - served.draw(order.get(1)));
        Explanation other = explain(Served.with(
                Served.with(served.answer(List.of(order.get(0), order.get(4))), 1, i -> Served.moved(i, "pinned")),
                0,
                item -> item));
        assertThat(other.audit().leftOut().get(0).missing()).isNegative();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ucb1", "kl-ucb"})
    void shouldNotGuessAtIndicesThatAnAuditDoesNotHave(String policy) {
        served.audited = true;
        Recommendation thompson = served.top(2);
        Explanation explanation = explain(Served.with(thompson, thompson.seed(), thompson.samplerVersion(), policy));

        assertThat(explanation.audit().leftOut()).allSatisfy(item -> {
            assertThat(item.value()).isNull();
            assertThat(item.missing()).isNull();
            assertThat(item.byPolicy()).isNull();
        });
        assertThat(explanation.recomputation().unchecked())
                .anyMatch(line -> line.contains("whether nobody better was left out"));
    }

    /** Indices of 18 and 27 of 90, of 9 of 90, and of nothing, which is beyond all. */
    @ParameterizedTest
    @ValueSource(strings = {"ucb1", "kl-ucb"})
    void shouldOrderThoseThatWereLeftOutByTheCountsOfTheAudit(String policy) {
        served.audited = true;
        served.counted = true;
        Explanation explanation = explain(Served.indexed(served.answer(List.of("new", "b")), policy));

        assertThat(explanation.audit().leftOut()).extracting(LeftOut::itemId).containsExactly("a", "c", "d");
        LeftOut a = explanation.audit().leftOut().get(0);
        double index = policy.equals("ucb1") ? Ucb1.index(18, 90, 361) : KlUcb.index(18, 90, 361);
        double last = policy.equals("ucb1") ? Ucb1.index(27, 90, 361) : KlUcb.index(27, 90, 361);
        assertThat(a.value()).isEqualTo(index);
        assertThat(a.missing()).isEqualTo(last - index);
        assertThat(a.byPolicy()).isEqualTo(3);
        assertThat(explanation.recomputation()).isEqualTo(new Recomputation(true, 2, 2, true, List.of(), List.of()));
        assertThat(explain(Served.indexed(served.answer(List.of("new", "a")), policy))
                        .recomputation()
                        .differences())
                .containsExactly("b: it was left out, and is better than a at rank 2");
    }

    /** A record that somebody else wrote can say anything. */
    @Test
    void shouldNotFailOnCountsThatAreNone() {
        served.audited = true;
        Recommendation index = Served.indexed(served.answer(List.of("new", "b")), "ucb1");
        Audit forged = new Audit(
                1,
                index.audit().eligible().stream()
                        .map(arm -> new Audit.AuditedArm(
                                arm.itemId(), arm.alpha(), arm.beta(), new Audit.Counts(2, Double.NaN)))
                        .toList());

        assertThat(explain(Served.with(index, forged)).audit().leftOut())
                .allSatisfy(item -> assertThat(item.value()).isNull());
    }

    @Test
    void shouldExplainAnEmptySlate() {
        served.audited = true;
        Explanation explanation = explain(served.top(0));

        assertThat(explanation.items()).isEmpty();
        assertThat(explanation.recomputation().reproduced()).isTrue();
        assertThat(explanation.audit().leftOut()).hasSize(5);
    }
}
