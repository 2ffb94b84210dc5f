package dev.banditstreams.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.banditstreams.evaluation.Explanation;
import dev.banditstreams.evaluation.Explanation.Asked;
import dev.banditstreams.evaluation.Served;
import dev.banditstreams.model.FeatureOrigin;
import dev.banditstreams.model.Recommendation;
import dev.banditstreams.model.SourcePosition;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ExplanationTextTest {

    private final Served served = new Served()
            .arm("a", 18, 72)
            .arm("b", 27, 63)
            .arm("c", 9, 81)
            .arm("d", 4.5, 85.5)
            .arm("new", 0, 0);

    private static String text(Recommendation recommendation, String... items) {
        return String.join(
                "\n",
                ExplanationText.lines(
                        new SourcePosition("recommendations", 2, 99),
                        Explanation.of(recommendation, new Asked(1, Set.of(items)))));
    }

    @Test
    void shouldBeginWithTheRequestAndWhatWasRecomputed() {
        served.exploration = 1e-9;
        served.degraded = List.of("deadline");
        served.halfLife = 5_400_000;
        assertThat(text(served.top(2)).lines())
                .startsWith(
                        "request r-1 of user u1, placement home, cohort all",
                        "   accepted 2026-01-01T00:00:00Z as scoring-requests-2@17, answered 12 ms later as recommendations-2@99",
                        "   policy thompson, version 1: ranked by draw, not one of the less than 0.001 % that explore",
                        "   2 ranked of 5 eligible items, among 6 candidates",
                        "   counts lose half of their weight in 1h30m",
                        "   degraded: deadline",
                        "   recomputed: the seed, 2 of 2 draws bit for bit, the order");
    }

    @Test
    void shouldSayWhyAnItemIsFirst() {
        List<String> order = served.byDraw();
        String first = order.get(0);
        String second = order.get(1);
        String text = text(served.top(2));

        assertThat(text)
                .contains(
                        "1. " + first + ": 1st by its draw " + Figures.of(served.draw(first))
                                + ", the greatest; next is " + Figures.of(served.draw(second)) + " of " + second
                                + "; by its mean it would be ",
                        "2. " + second + ": 2nd by its draw " + Figures.of(served.draw(second)) + ", below "
                                + Figures.of(served.draw(first)) + " of " + first
                                + "; who came next is not known without an audit",
                        "The other 3 eligible items: nothing is known of them, this request was not audited"
                                + " (bandit.audit.rate is the share that is).",
                        "no propensity: it was not computed for this request, and can't be without an audit");
    }

    @Test
    void shouldSayWhatThePosteriorIsMadeOf() {
        assertThat(text(served.top(5)))
                .contains(
                        "posterior Beta(19, 81): mean 0.19, 95 % within 0.12 and 0.272",
                        "prior Beta(1, 9): mean 0.1, worth 10 impressions, 10 % of the posterior; own evidence: 18 successes in 90 trials",
                        "prior Beta(1, 9): mean 0.1, worth 10 impressions, 100 % of the posterior; own evidence: none",
                        "4.5 successes in 90 trials");
    }

    @Test
    void shouldSayWithAnAuditWhyOthersAreNotThere() {
        served.audited = true;
        List<String> order = served.byDraw();
        String text = text(served.top(2), "gone");

        assertThat(text)
                .contains(
                        "the order, and that nobody better was left out",
                        "of 5 eligible",
                        "at this rank, computed now from the audit, ",
                        "The other 3 eligible items, from the audit:",
                        "the greatest means would have made b, a: ",
                        "   " + order.get(2) + ": 3rd by its draw ",
                        " below the last place; ",
                        "; would be in the slate with probability 0.",
                        "gone: could not be ranked; it was no candidate, excluded, or not active")
                .doesNotContain("   " + order.get(3) + ": ");
    }

    @Test
    void shouldSayThatARuleDecided() {
        served.audited = true;
        List<String> order = served.byDraw();
        String text = text(Served.with(
                served.answer(List.of(order.get(0), order.get(4))), 1, item -> Served.moved(item, "pinned")));

        assertThat(text)
                .contains(
                        "2. " + order.get(4) + ": moved by pinned; by its draw " + Figures.of(served.draw(order.get(4)))
                                + " it would be 5th of 5 eligible",
                        "no propensity: pinned decided",
                        ": a rule kept it out");
    }

    /** Its audit has no counts, so that nobody outside of the slate can be compared. */
    @Test
    void shouldSayWhatAnIndexIsMadeOf() {
        served.audited = true;
        Recommendation index = served.answer(List.of("b", "a"));
        index = Served.with(index, index.seed(), index.samplerVersion(), "ucb1");
        index = Served.with(index, 0, item -> Served.scored(item, 27 / 90.0 + 0.25));
        index = Served.with(index, 1, item -> Served.scored(item, 18 / 90.0 + 0.25));
        assertThat(text(index))
                .contains(
                        "1. b: 1st by its index 0.55, the greatest; next is 0.45 of a; by its mean it would be there, too",
                        "2. a: 2nd by its index 0.45, below 0.55 of b; who came next is not in the audit",
                        "index 0.55: 0.3 counted and 0.25 for uncertainty after 90 trials (t = 1); draw 0.",
                        ", which did not count",
                        ": what it was ranked by is not in the audit; 3rd by its mean 0.1");
    }

    @Test
    void shouldShoutWhatDiffers() {
        String text = text(Served.with(served.top(2), 0, item -> Served.drawn(item, 0.5)));

        assertThat(text)
                .contains("   DIFFERS: " + served.byDraw().get(0) + ": its draw is 0.5, recomputed ")
                .doesNotContain("recomputed: the seed");
    }

    @Test
    void shouldSayThatAnotherSamplerDrew() {
        Recommendation genuine = served.top(2);
        assertThat(text(Served.with(genuine, genuine.seed(), 1, "thompson")))
                .contains("not recomputed: draws are of sampler version 1, and this program has ")
                .contains("whose luck is not known");
    }

    @ParameterizedTest
    @EnumSource
    void shouldSayWhereFeaturesCameFrom(FeatureOrigin origin) {
        served.origin = origin;
        assertThat(text(served.top(1)))
                .contains(origin.name().startsWith("PRIOR_") ? "   no features: " : "   features ");
    }
}
