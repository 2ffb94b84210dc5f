package dev.banditstreams.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import dev.banditstreams.bandit.ThompsonPropensities;
import dev.banditstreams.evaluation.Estimator;
import dev.banditstreams.evaluation.Evaluation;
import dev.banditstreams.evaluation.Sample;
import dev.banditstreams.evaluation.SmoothedMeans;
import dev.banditstreams.evaluation.Tuning;
import dev.banditstreams.model.Audit;
import dev.banditstreams.model.FeatureOrigin;
import dev.banditstreams.model.RankedItem;
import dev.banditstreams.model.Recommendation;
import dev.banditstreams.model.Reward;
import dev.banditstreams.model.SourcePosition;
import dev.banditstreams.topology.LearningOptions.Combining;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What becomes of recommendations and rewards before they are evaluated. */
class EvaluatedTopicsTest {

    private static final long SERVED = 1_000_000;
    private static final long WINDOW = 60_000;
    private static final long LATER = SERVED + 10 * WINDOW;
    private static final double[] ALPHA = {3, 2, 5};
    private static final double[] BETA = {4, 2, 9};
    private static final EvaluatedPolicy UNIFORM = EvaluatedPolicy.of(EvaluatedPolicy.Kind.UNIFORM, List.of(), null);
    private static final EvaluatedPolicy THOMPSON = EvaluatedPolicy.of(EvaluatedPolicy.Kind.THOMPSON, List.of(), null);

    private final ServedLog log = new ServedLog(
            new RewardCounting(WINDOW, 300_000, Map.of("click", 1.0, "skip", 0.0), Combining.MAX, 0, false));
    private int rewardIds;
    private double exploration;

    @Test
    void shouldWeighByPropensitiesFromTheAudit() {
        served("r1", 0.1, "i1", "i0");
        served("r2", 0.1, "i2", "i1");
        reward("r1", "i0", "click", null, SERVED + 1);
        double[][] table = ThompsonPropensities.table(ALPHA, BETA, 2);

        Evaluation evaluation = evaluate(UNIFORM, null);
        assertThat(evaluation.rows()).isEqualTo(4);
        assertThat(evaluation.of(Estimator.IPW).value()).isCloseTo(1 / 3.0 / table[0][1] / 4, within(1e-12));
        assertThat(evaluation.weights().mean())
                .isCloseTo(
                        (1 / table[1][0] + 1 / table[0][1] + 1 / table[2][0] + 1 / table[1][1]) / 3 / 4, within(1e-12));
    }

    @Test
    void shouldFindThePolicyOfTheAuditsInItsOwnLog() {
        served("r1", 0.1, "i1", "i0");
        served("r2", 0.1, "i2", "i1");
        reward("r2", "i2", "click", null, SERVED + 1);
        Evaluation evaluation = evaluate(THOMPSON, null);
        assertThat(evaluation.of(Estimator.IPW).value()).isCloseTo(.25, within(1e-12));
        assertThat(evaluation.weights().effective()).isCloseTo(4, within(1e-9));
        // The slates' own first places.
        assertThat(evaluate(THOMPSON, 1).of(Estimator.SNIPW).value()).isCloseTo(.5, within(1e-12));
    }

    @Test
    void shouldMixPropensitiesWithTheExplorationFloor() {
        exploration = 0.25;
        served("r1", 1, "i1", "i0");
        reward("r1", "i0", "click", null, SERVED + 1);
        double[][] table = ThompsonPropensities.table(ALPHA, BETA, 2);
        double propensity = .75 * table[0][1] + .25 / 3;
        assertThat(evaluate(UNIFORM, null).of(Estimator.IPW).value())
                .isCloseTo(1 / 3.0 / propensity / 2, within(1e-12));
        assertThat(evaluate(THOMPSON, null).of(Estimator.IPW).value())
                .as("without its floor")
                .isCloseTo(table[0][1] / propensity / 2, within(1e-12));
    }

    /** Of each ten recommendations in one part of the traffic one is audited, in the other every second. */
    @Test
    void shouldWeighByTheAuditRate() {
        served("r1", 0.1, "i1");
        served("r2", 0.5, "i1");
        reward("r2", "i1", "click", null, SERVED + 1);
        assertThat(evaluate(THOMPSON, null).of(Estimator.IPW).value()).isCloseTo(2 / 12.0, within(1e-12));
    }

    @Test
    void shouldTakePropensitiesThatAreThere() {
        add(recommendation("r1", "greedy", audit(1), List.of(ranked("i1", 1, 0.25, null))));
        reward("r1", "i1", "click", null, SERVED + 1);
        assertThat(evaluate(UNIFORM, null).of(Estimator.IPW).value()).isCloseTo(1 / 3.0 / .25, within(1e-12));
    }

    @Test
    void shouldLeaveOutWhatHasNoPropensity() {
        add(recommendation(
                "r1",
                "thompson",
                audit(1),
                List.of(ranked("i1", 1, null, "pinned"), ranked("i0", 2, null, "not-computed"))));
        add(recommendation("r2", "bayes-ucb", audit(1), List.of(ranked("i1", 1, null, "not-computed"))));
        served("r3", 1, "i2");
        EvaluatedLog evaluated = EvaluatedTopics.of(log, UNIFORM, null, LATER, false);
        assertThat(evaluated.rows().size()).isEqualTo(2);
        assertThat(evaluated.leftOut())
                .containsOnly(
                        Map.entry("items without propensity: pinned", 1),
                        Map.entry("items without propensity: policy bayes-ucb", 1));
        assertThat(evaluated.facts()).containsEntry("audited", 3).containsEntry("used", 2);
    }

    @Test
    void shouldCountRewardsAsTheServiceDoes() {
        served("r1", 1, "i1", "i0", "i2");
        reward("r1", "i1", "rating", 0.25, SERVED + 1);
        reward("r1", "i1", "rating", 0.75, SERVED - 5_000);
        reward("r1", "i1", "skip", null, SERVED + WINDOW);
        reward("r1", "i0", "click", null, SERVED + WINDOW + 1);
        reward("r1", "i9", "click", null, SERVED + 1);
        reward("r1", "i2", "unheard-of", null, SERVED + 1);
        reward("r1", "i2", "click", null, LATER + 300_001);
        reward("other", "i2", "click", null, SERVED + 1);
        reward(null, "i2", "click", null, SERVED + 1);
        log.reward(new Reward("w0", "r1", "u", "i1", null, "click", null, SERVED + 1, null, null), LATER);

        EvaluatedLog evaluated = EvaluatedTopics.of(log, UNIFORM, null, LATER, false);
        assertThat(evaluated.rows().rewarded()).isEqualTo(1);
        assertThat(evaluation(evaluated).logged().value()).isCloseTo(.75 / 3, within(1e-12));
        assertThat(evaluated.facts())
                .containsEntry("rewards", 3)
                .extractingByKey("ignoredRewards")
                .isEqualTo(Map.of(
                        "rewards from the future", 1,
                        "rewards later than the window", 1,
                        "rewards of items that were not served", 1,
                        "rewards that came twice", 1,
                        "rewards without a value in [0, 1]", 1));
    }

    @Test
    void shouldCountTheFirstAnswerOfARequestOnly() {
        served("r1", 1, "i1");
        served("r1", 1, "i2");
        EvaluatedLog evaluated = EvaluatedTopics.of(log, UNIFORM, null, LATER, false);
        assertThat(evaluated.rows().size()).isEqualTo(1);
        assertThat(evaluated.facts()).containsEntry("repeatedAnswers", 1).containsEntry("audited", 1);
    }

    @Test
    void shouldWarnOfOpenWindowsOrLeaveThemOut() {
        served("r1", 1, "i1");
        long soon = SERVED + WINDOW - 1;
        assertThat(EvaluatedTopics.of(log, UNIFORM, null, soon, false).warnings())
                .singleElement()
                .asString()
                .startsWith("OPEN WINDOWS: 1 of 1 recommendations");
        assertThatExceptionOfType(CommandFailure.class)
                .isThrownBy(() -> EvaluatedTopics.of(log, UNIFORM, null, soon, true))
                .withMessage(
                        "nothing can be used of 1 audited recommendations: 1 recommendations whose window is open");
        assertThat(EvaluatedTopics.of(log, UNIFORM, null, SERVED + WINDOW, true).warnings())
                .isEmpty();
    }

    @Test
    void shouldShowAFixedSlateOnlyWhereItIsEligible() {
        served("r1", 1, "i1", "i0");
        add(recommendation(
                "r2",
                "thompson",
                new Audit(1, List.of(new Audit.AuditedArm("i1", 1, 1), new Audit.AuditedArm("i7", 1, 1))),
                List.of(ranked("i7", 1, null, "not-computed"))));
        EvaluatedPolicy fixed = EvaluatedPolicy.of(EvaluatedPolicy.Kind.FIXED, List.of("i1", "i2"), null);
        EvaluatedLog evaluated = EvaluatedTopics.of(log, fixed, null, LATER, false);
        assertThat(evaluated.rows().size()).isEqualTo(2);
        assertThat(evaluated.leftOut())
                .containsOnly(Map.entry("recommendations where the fixed slate was not eligible", 1));
        EvaluatedPolicy unknown = EvaluatedPolicy.of(EvaluatedPolicy.Kind.FIXED, List.of("i99"), null);
        assertThatExceptionOfType(CommandFailure.class)
                .isThrownBy(() -> EvaluatedTopics.of(log, unknown, null, LATER, false))
                .withMessage("--items: item i99 is not among the 4 items of the log");
    }

    @Test
    void shouldLeaveOutAuditsThatCannotBeDrawnFrom() {
        served("r1", 1, "i1");
        add(recommendation(
                "r2",
                "thompson",
                new Audit(1, List.of(new Audit.AuditedArm("i1", Double.NaN, 1))),
                List.of(ranked("i1", 1, null, "not-computed"))));
        assertThat(EvaluatedTopics.of(log, UNIFORM, null, LATER, false).leftOut())
                .containsOnly(Map.entry("recommendations with a posterior that is none", 1));
    }

    @Test
    void shouldSayThatNothingIsAudited() {
        add(recommendation("r1", "thompson", null, List.of(ranked("i1", 1, null, "not-computed"))));
        assertThatExceptionOfType(CommandFailure.class)
                .isThrownBy(() -> EvaluatedTopics.of(log, UNIFORM, null, LATER, false))
                .withMessageContaining("none of 1 recommendations carries an audit")
                .withMessageContaining("bandit.audit.rate");
    }

    /** With trials opened by impressions, what nobody saw is no row. */
    @Test
    void shouldTakeOnlyWhatWasSeenWhereImpressionsOpenTrials() {
        ServedLog seen =
                new ServedLog(new RewardCounting(WINDOW, 300_000, Map.of("click", 1.0), Combining.MAX, 0, true));
        seen.recommendation(
                recommendation(
                        "r1",
                        "thompson",
                        audit(1),
                        List.of(ranked("i1", 1, null, "not-computed"), ranked("i0", 2, null, "not-computed"))),
                SERVED);
        seen.reward(new Reward("w", "r1", "u", "i0", null, "impression", null, SERVED, null, null), SERVED);
        EvaluatedLog evaluated = EvaluatedTopics.of(seen, UNIFORM, null, LATER, false);
        assertThat(evaluated.rows().size()).isEqualTo(1);
        assertThat(evaluated.rows().rewarded()).isZero();
        assertThat(evaluated.leftOut()).containsOnly(Map.entry("items without an impression", 1));
    }

    private Evaluation evaluate(EvaluatedPolicy policy, @Nullable Integer k) {
        return evaluation(EvaluatedTopics.of(log, policy, k, LATER, false));
    }

    private static Evaluation evaluation(EvaluatedLog evaluated) {
        Sample sample = Sample.of(evaluated.rows(), SmoothedMeans.fit(evaluated.rows(), 1), evaluated.decisions());
        return Evaluation.of(sample, Tuning.of(100), 0, 1);
    }

    private void served(String requestId, double auditRate, String... items) {
        add(recommendation(
                requestId,
                "thompson",
                audit(auditRate),
                IntStream.range(0, items.length)
                        .mapToObj(i -> ranked(items[i], i + 1, null, "not-computed"))
                        .toList()));
    }

    private void add(Recommendation recommendation) {
        log.recommendation(recommendation, SERVED);
    }

    private void reward(@Nullable String requestId, String item, String type, @Nullable Double value, long eventTime) {
        log.reward(
                new Reward("w" + rewardIds++, requestId, "u", item, null, type, value, eventTime, null, null), LATER);
    }

    private static Audit audit(double rate) {
        List<Audit.AuditedArm> arms = new ArrayList<>();
        for (int i = 0; i < ALPHA.length; i++) {
            arms.add(new Audit.AuditedArm("i" + i, ALPHA[i], BETA[i]));
        }
        return new Audit(rate, arms);
    }

    private static RankedItem ranked(
            String item, int rank, @Nullable Double propensity, @Nullable String propensityReason) {
        return new RankedItem(
                item, rank, 0.5, null, 1, 1, 1, 1, 0, FeatureOrigin.STORE, propensity, propensityReason, List.of());
    }

    private Recommendation recommendation(
            String requestId, String policy, @Nullable Audit audit, List<RankedItem> items) {
        return new Recommendation(
                requestId,
                "u",
                "home",
                "all",
                new SourcePosition("scoring-requests", 0, 0),
                1,
                2,
                policy,
                "1",
                false,
                exploration,
                0,
                0,
                List.of(),
                SERVED,
                SERVED,
                ALPHA.length,
                ALPHA.length,
                items,
                audit);
    }
}
