package dev.banditstreams.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.banditstreams.bandit.Seeds;
import dev.banditstreams.check.CheckReport.Verdict;
import dev.banditstreams.check.CheckReport.Violation;
import dev.banditstreams.evaluation.Served;
import dev.banditstreams.model.Audit;
import dev.banditstreams.model.Audit.AuditedArm;
import dev.banditstreams.model.Recommendation;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Arms of 27, 18 and 9 successes in 90 trials, and two without any. */
class AuditedIndicesTest {

    private final Served served = new Served().arm("a", 27, 63).arm("b", 18, 72).arm("c", 9, 81);

    AuditedIndicesTest() {
        served.audited = true;
        served.counted = true;
    }

    private static Verdict verdict(Recommendation recommendation) {
        Examined examined = new Examined();
        AuditedIndices.examine(
                recommendation, Optional.ofNullable(recommendation.audit()).orElseThrow(), examined);
        Findings findings = new Findings();
        examined.report(new Position(Log.RECOMMENDATIONS, 0, 0), findings);
        return findings.report(1, 1).guarantees().stream()
                .filter(verdict -> verdict.guarantee() == Guarantee.REPRODUCIBLE.number())
                .findFirst()
                .orElseThrow();
    }

    private static List<String> violations(Recommendation recommendation) {
        return verdict(recommendation).first().stream().map(Violation::what).toList();
    }

    private static Recommendation audited(Recommendation of, UnaryOperator<AuditedArm> change) {
        Audit audit = Optional.ofNullable(of.audit()).orElseThrow();
        return Served.with(
                of, new Audit(1, audit.eligible().stream().map(change).toList()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ucb1", "kl-ucb", "bayes-ucb"})
    void shouldFindWhoWasLeftOut(String policy) {
        assertThat(violations(Served.indexed(served.answer(List.of("a", "b")), policy)))
                .isEmpty();
        assertThat(violations(Served.indexed(served.answer(List.of("b")), policy)))
                .containsExactly("item a was left out, and is better by " + policy + " than b at rank 1");
        assertThat(violations(Served.indexed(served.answer(List.of("a", "c")), policy)))
                .containsExactly("item b was left out, and is better by " + policy + " than c at rank 2");
        assertThat(violations(Served.indexed(served.answer(List.of()), policy))).isEmpty();
    }

    /** Among arms without trials, which are all alike, the hash decides. */
    @ParameterizedTest
    @ValueSource(strings = {"ucb1", "kl-ucb"})
    void shouldOrderArmsWithoutTrialsByTheirHash(String policy) {
        served.arm("new", 0, 0).arm("newer", 0, 0);
        List<String> order = List.of("new", "newer").stream()
                .sorted(Comparator.comparingLong(item -> -PlainSampler.tie(served.seed(), Seeds.item(item))))
                .toList();

        assertThat(violations(Served.indexed(served.answer(order.subList(0, 1)), policy)))
                .isEmpty();
        assertThat(violations(Served.indexed(served.answer(order.subList(1, 2)), policy)))
                .hasSize(1);
        assertThat(violations(Served.indexed(served.answer(List.of("a")), policy)))
                .hasSize(2);
    }

    @Test
    void shouldFindAnAuditOfSomethingElse() {
        Recommendation answer = Served.indexed(served.answer(List.of("a", "b")), "ucb1");

        assertThat(violations(audited(
                        answer,
                        arm -> new AuditedArm(arm.itemId(), arm.alpha(), Math.nextUp(arm.beta()), arm.counts()))))
                .hasSize(2)
                .allMatch(what -> what.contains("has another posterior in the audit"));
        assertThat(violations(audited(
                        answer,
                        arm -> arm.itemId().equals("a")
                                ? new AuditedArm("a", arm.alpha(), arm.beta(), new Audit.Counts(26, 90))
                                : arm)))
                .singleElement()
                .asString()
                .contains("item a has Counts[successes=26.0, trials=90.0] in the audit");
        assertThat(violations(audited(
                        answer,
                        arm -> arm.itemId().equals("c")
                                ? new AuditedArm("c", arm.alpha(), arm.beta(), new Audit.Counts(9, 91))
                                : arm)))
                .containsExactly("its eligible arms have 270.0 trials, those of its audit 271.0");
    }

    /** As versions before the counts wrote it. */
    @Test
    void shouldSayThatAnAuditHasNoCounts() {
        served.counted = false;
        Verdict verdict = verdict(Served.indexed(served.answer(List.of("c")), "kl-ucb"));

        assertThat(verdict.holds()).isTrue();
        assertThat(verdict.unchecked()).containsOnlyKeys("an audit without the counts that kl-ucb ranks by");
        assertThat(violations(Served.indexed(served.answer(List.of("c")), "bayes-ucb")))
                .hasSize(2);
    }
}
