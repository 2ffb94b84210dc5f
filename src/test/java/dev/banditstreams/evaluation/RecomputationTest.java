package dev.banditstreams.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.banditstreams.bandit.BetaSampler;
import dev.banditstreams.evaluation.Explanation.Asked;
import dev.banditstreams.model.Audit;
import dev.banditstreams.model.RankedItem;
import dev.banditstreams.model.Recommendation;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Each forgery is found, and named. */
class RecomputationTest {

    private final Served served =
            new Served().arm("a", 18, 72).arm("b", 27, 63).arm("c", 9, 81).arm("d", 4, 86);
    private final Recommendation genuine;

    RecomputationTest() {
        served.audited = true;
        genuine = served.top(3);
    }

    private static Recomputation recompute(Recommendation recommendation) {
        return Explanation.of(recommendation, new Asked(0, Set.of())).recomputation();
    }

    private static void assertFound(Recommendation forged, String what) {
        Recomputation recomputation = recompute(forged);
        assertThat(recomputation.reproduced()).isFalse();
        assertThat(recomputation.differences()).anyMatch(difference -> difference.contains(what));
    }

    private String id(int index) {
        return genuine.items().get(index).itemId();
    }

    @Test
    void shouldReproduceWhatIsGenuine() {
        assertThat(recompute(genuine)).isEqualTo(new Recomputation(true, 3, 0, true, List.of(), List.of()));
    }

    @Test
    void shouldFindADrawThatIsOffByOneBit() {
        Recommendation forged = Served.with(genuine, 1, item -> Served.drawn(item, Math.nextUp(item.draw())));

        assertFound(
                forged,
                id(1) + ": its draw is " + Math.nextUp(served.draw(id(1))) + ", recomputed " + served.draw(id(1)));
        assertThat(recompute(forged).draws()).isEqualTo(2);
        assertThat(recompute(forged).differences()).hasSize(1);
    }

    @Test
    void shouldFindAnotherSeed() {
        assertFound(
                Served.with(genuine, genuine.seed() + 1, genuine.samplerVersion(), "thompson"),
                "the seed is " + (genuine.seed() + 1) + ", but request id and policy version give " + genuine.seed());
    }

    @Test
    void shouldFindAnotherPosterior() {
        Recommendation forged = Served.with(genuine, 0, item -> Served.believed(item, item.alpha() + 1));

        assertFound(forged, id(0) + ": its draw is");
        assertFound(forged, id(0) + ": it is ranked with Beta(");
        assertFound(Served.with(genuine, 0, item -> Served.believed(item, Double.NaN)), "Beta(NaN");
    }

    @Test
    void shouldFindAnotherOrder() {
        List<RankedItem> swapped = new ArrayList<>(genuine.items());
        swapped.set(0, Served.ranked(genuine.items().get(1), 1));
        swapped.set(1, Served.ranked(genuine.items().get(0), 2));

        assertFound(Served.with(genuine, swapped), id(0) + ": it is better than " + id(1) + " before it");
        assertFound(
                Served.with(genuine, 2, item -> Served.ranked(item, 4)), id(2) + ": it stands at place 3 with rank 4");
        assertFound(
                Served.with(genuine, 1, item -> Served.ranked(genuine.items().get(0), 2)),
                id(0) + ": it stands at place 2 with rank 2, or twice");
    }

    @Test
    void shouldFindThatSomebodyBetterWasLeftOut() {
        List<String> order = served.byDraw();
        assertFound(
                served.answer(List.of(order.get(0), order.get(2))),
                order.get(1) + ": it was left out, and is better than " + order.get(2) + " at rank 2");
    }

    @Test
    void shouldFindAnAuditOfSomethingElse() {
        Audit audit = genuine.audit();
        List<Audit.AuditedArm> others = audit.eligible().stream()
                .filter(arm -> !arm.itemId().equals(id(2)))
                .toList();

        assertFound(Served.with(genuine, new Audit(1, others)), "3 items are in the audit, but 4 were eligible");
        assertFound(Served.with(genuine, new Audit(1, others)), id(2) + ": it is ranked, and not in the audit");
    }

    @Test
    void shouldFindAChoiceThatTheSeedDidNotMake() {
        assertFound(Served.exploring(genuine, true), "explored is true, but the seed says false with a floor of 0.0");
        served.exploration = 1;
        assertFound(served.top(3), "explored is false, but the seed says true with a floor of 1.0");
    }

    @Test
    void shouldFindAScoreThatIsNotThePolicys() {
        assertFound(
                Served.with(genuine, 0, item -> Served.scored(item, 0.5)),
                id(0) + ": its score is 0.5, but it is ranked by DRAW");
        Recommendation greedy = Served.with(genuine, genuine.seed(), genuine.samplerVersion(), "greedy");
        assertFound(greedy, id(0) + ": its score is null, but it is ranked by MEAN");
        Recommendation scored = greedy;
        for (int i = 0; i < 3; i++) {
            scored = Served.with(
                    scored, i, item -> Served.scored(item, Math.nextUp(item.alpha() / (item.alpha() + item.beta()))));
        }
        assertThat(recompute(scored).differences())
                .filteredOn(difference -> difference.contains(": its score is 0."))
                .hasSize(3);
    }

    @Test
    void shouldFindAPropensityThatIsFarOff() {
        double exact =
                Explanation.of(genuine, new Asked(0, Set.of())).items().get(0).computedPropensity();

        assertThat(recompute(Served.with(genuine, 0, item -> Served.probable(item, exact + 2e-3)))
                        .reproduced())
                .isTrue();
        assertFound(
                Served.with(genuine, 0, item -> Served.probable(item, exact + 5e-3)), id(0) + ": its propensity is");
    }

    @Test
    void shouldSayWhatCanNotBeRecomputed() {
        Recomputation other =
                recompute(Served.with(genuine, genuine.seed(), BetaSampler.SAMPLER_VERSION - 1, "thompson"));
        assertThat(other.reproduced()).isTrue();
        assertThat(other.draws()).isZero();
        assertThat(other.nobodyBetter()).isFalse();
        assertThat(other.unchecked()).anyMatch(line -> line.startsWith("draws are of sampler version 1"));

        Recomputation unknown = recompute(Served.with(genuine, genuine.seed(), BetaSampler.SAMPLER_VERSION, "oracle"));
        assertThat(unknown.draws()).isEqualTo(3);
        assertThat(unknown.unchecked())
                .anyMatch(line -> line.contains("policy oracle, which this program doesn't know"));
    }
}
