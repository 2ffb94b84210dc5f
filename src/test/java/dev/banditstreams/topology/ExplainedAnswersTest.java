package dev.banditstreams.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.banditstreams.bandit.PolicyKind;
import dev.banditstreams.evaluation.Basis;
import dev.banditstreams.evaluation.ExplainedItem;
import dev.banditstreams.evaluation.Explanation;
import dev.banditstreams.evaluation.Explanation.Asked;
import dev.banditstreams.evaluation.Served;
import dev.banditstreams.model.ItemIds;
import dev.banditstreams.model.RankedItem;
import dev.banditstreams.model.Recommendation;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Explanations of what the real graphs answer: each policy, explored and not, with rules and with a half-life. */
class ExplainedAnswersTest {

    private static final String[] ITEMS = {"a", "b", "c", "d", "e"};
    private static final int REQUESTS = 40;

    private Graphs graphs = new Graphs();
    private int imported;

    @AfterEach
    void close() {
        graphs.close();
    }

    private void start(Placement placement, Consumer<Graphs.Tuning> more) {
        graphs.close();
        Graphs.Tuning tuning = new Graphs.Tuning();
        tuning.placements = Standard.only(placement);
        more.accept(tuning);
        graphs = new Graphs(tuning);
        learn("a", 3, 7);
        learn("b", 1, 1);
        learn("c", 0, 4);
        learn("d", 9, 31);
        graphs.passTime(Duration.ofSeconds(2));
    }

    private void learn(String item, int successes, int failures) {
        for (int i = 0; i < successes + failures; i++) {
            graphs.reward(Samples.imported("test", ++imported, item, i < successes ? 1 : 0));
        }
        graphs.exchange();
    }

    private List<Explanation> explained() {
        return explained(Graphs.NOW);
    }

    private List<Explanation> explained(long acceptedAt) {
        for (int i = 0; i < REQUESTS; i++) {
            graphs.request(Samples.request("r" + i, "u1", 3, ITEMS), acceptedAt);
        }
        List<Explanation> explanations = graphs.recommendations().stream()
                .map(answer -> Explanation.of(answer, new Asked(5, Set.of())))
                .toList();
        assertThat(explanations).hasSize(REQUESTS).allSatisfy(explanation -> {
            assertThat(explanation.recomputation().reproduced())
                    .as("%s", explanation.recomputation())
                    .isTrue();
            assertThat(explanation.recomputation().draws()).isEqualTo(3);
        });
        return explanations;
    }

    private static Placement.Variant half(PolicyKind policy) {
        return new Placement.Variant(policy, "1", 1, 0.5);
    }

    @ParameterizedTest
    @EnumSource
    void shouldRecomputeEveryPolicy(PolicyKind policy) {
        start(Placement.of(half(policy)), tuning -> tuning.auditRate = 0.5);
        List<Explanation> explanations = explained();

        assertThat(explanations).extracting(Explanation::explored).contains(true, false);
        assertThat(explanations)
                .extracting(explanation -> explanation.audit() != null)
                .contains(true, false);
        assertThat(explanations).allSatisfy(explanation -> {
            boolean byDraw = policy == PolicyKind.THOMPSON && !explanation.explored();
            assertThat(explanation.recomputation().scores()).isEqualTo(byDraw ? 0 : 3);
            assertThat(explanation.recomputation().nobodyBetter()).isEqualTo(explanation.audit() != null);
            assertThat(explanation.items())
                    .allSatisfy(item -> assertThat(item.standing().byPolicy()).isEqualTo(item.rank()));
            assertThat(explanation.basis() == Basis.UNIFORM)
                    .isEqualTo(explanation.explored() || policy == PolicyKind.UNIFORM);
        });
    }

    /** UCB1's bonus of a is sqrt(2 ln 57 / 10), KL-UCB's by bisection: 10 kl(0.3, q) = ln 57. */
    @ParameterizedTest
    @ValueSource(strings = {"UCB1", "KL_UCB"})
    void shouldTellWhatOfAnIndexIsForUncertainty(PolicyKind policy) {
        start(Placement.of(new Placement.Variant(policy, "1", 1, 0)), tuning -> {});
        graphs.request(Samples.request("r", "u1", 5, ITEMS));
        Explanation explanation = Explanation.of(graphs.recommendations().get(0), new Asked(0, Set.of()));
        Map<String, Double> bonus = new HashMap<>();
        explanation.items().forEach(item -> bonus.put(item.itemId(), item.bonus()));

        assertThat(explanation.eligibleTrials()).isEqualTo(56);
        assertThat(bonus.get("e")).isNull();
        double expected = policy == PolicyKind.UCB1 ? Math.sqrt(2 * Math.log(57) / 10) : klBonus();
        assertThat(bonus.get("a")).isCloseTo(expected, within(1e-9));
    }

    private static double klBonus() {
        double low = 0.3;
        double high = 1;
        for (int i = 0; i < 60; i++) {
            double q = (low + high) / 2;
            double divergence = 0.3 * Math.log(0.3 / q) + 0.7 * Math.log(0.7 / (1 - q));
            if (10 * divergence < Math.log(57)) {
                low = q;
            } else {
                high = q;
            }
        }
        return low - 0.3;
    }

    @Test
    void shouldRecomputeDecayedCounts() {
        Placement placement = new Placement(
                List.of(half(PolicyKind.UCB1)), 500, ItemIds.EMPTY, Placement.Newcomers.WELCOME, Map.of(), 0);
        start(placement, tuning -> {});

        assertThat(explained(Graphs.NOW + 1_000)).allSatisfy(explanation -> {
            assertThat(explanation.halfLifeMs()).isEqualTo(500);
            assertThat(explanation.items())
                    .filteredOn(item -> item.itemId().equals("d"))
                    .allSatisfy(item -> {
                        assertThat(item.evidence().trials()).isEqualTo(40);
                        assertThat(item.evidence().successes()).isCloseTo(9 / 4.0, within(1e-12));
                        assertThat(item.evidence().failures()).isCloseTo(31 / 4.0, within(1e-12));
                    });
        });
    }

    @Test
    void shouldRecomputeWhatRulesHaveMoved() {
        Placement placement = new Placement(
                List.of(half(PolicyKind.THOMPSON)),
                0,
                ItemIds.EMPTY,
                new Placement.Newcomers(5, 0.5),
                Map.of("c", 2),
                0);
        start(placement, tuning -> tuning.auditRate = 1);

        List<Explanation> explanations = explained();
        assertThat(explanations).allSatisfy(explanation -> {
            ExplainedItem pinned = explanation.items().get(1);
            assertThat(pinned.itemId()).isEqualTo("c");
            assertThat(pinned.inSlate()).isNull();
            assertThat(pinned.standing().among()).isEqualTo(5);
        });
        assertThat(explanations)
                .extracting(explanation -> explanation.items().get(1).rules())
                .anyMatch(rules -> rules.contains("pinned"));
        assertThat(explanations)
                .anyMatch(explanation -> explanation.audit().leftOut().stream()
                        .anyMatch(item -> item.missing() != null && item.missing() < 0));
    }

    /** Propensities that were computed while serving are the exact ones, but for their tolerance. */
    @Test
    void shouldAgreeWithPropensitiesOfServing() {
        start(Placement.of(half(PolicyKind.THOMPSON)), tuning -> {
            tuning.auditRate = 1;
            tuning.propensityRate = 0.5;
        });
        List<Explanation> explanations = explained();
        assertThat(explanations)
                .anyMatch(explanation -> explanation.items().get(0).propensity() != null);
        assertThat(explanations)
                .anyMatch(explanation -> explanation.items().get(0).computedPropensity() != null)
                .allSatisfy(explanation -> assertThat(explanation.items())
                        .allSatisfy(item -> assertThat(item.inSlate()).isPositive()));
    }

    /** A bit of any draw of a real answer. */
    @Test
    void shouldFindAForgedDraw() {
        start(Placement.of(half(PolicyKind.THOMPSON)), tuning -> {});
        graphs.request(Samples.request("r", "u1", 3, ITEMS));
        Recommendation genuine = graphs.recommendations().get(0);
        for (int i = 0; i < 3; i++) {
            RankedItem item = genuine.items().get(i);
            Explanation forged = Explanation.of(
                    Served.with(genuine, i, one -> Served.drawn(one, Math.nextDown(one.draw()))),
                    new Asked(0, Set.of()));
            assertThat(forged.recomputation().differences())
                    .singleElement()
                    .asString()
                    .startsWith(item.itemId() + ": its draw is ");
        }
    }
}
