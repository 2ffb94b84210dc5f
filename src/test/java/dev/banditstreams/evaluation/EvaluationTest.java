package dev.banditstreams.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EvaluationTest {

    private static final Tuning TUNING = new Tuning(1.5, 2, 1);

    /** The values are the issue's, the errors numpy's. */
    @ParameterizedTest
    @CsvSource({
        "IPW,         .5291666667, .2540495437",
        "SNIPW,       .4686346863, .2116716037",
        "CLIPPED_IPW, .4666666667, .2053838837",
        "DM,          .35,         0",
        "DR,          .4725,       .2105244302",
        "SNDR,        .4584870849, .1860839111",
        "SWITCH_DR,   .4725,       .2105244302",
        "DROS,        .4009694743, .0676333117",
        "REPLAY,      .5185185185, .2022111923",
    })
    void shouldGiveTheHandExample(Estimator estimator, double value, double standardError) {
        Estimate estimate = Evaluation.of(Logs.handSample(), TUNING, 0, 1).of(estimator);
        assertThat(estimate.value()).isCloseTo(value, within(1e-10));
        assertThat(estimate.standardError()).isCloseTo(standardError, within(1e-10));
        assertThat(estimate.low()).isNaN();
    }

    @Test
    void shouldDescribeTheWeightsOfTheHandExample() {
        Evaluation evaluation = Evaluation.of(Logs.handSample(), TUNING, 0, 1);
        assertThat(evaluation.weights().effective()).isCloseTo(6.3283929341, within(1e-10));
        assertThat(evaluation.weights().largest()).isEqualTo(2);
        assertThat(evaluation.weights().mean()).isCloseTo(1.1291666667, within(1e-10));
        assertThat(evaluation.rows()).isEqualTo(8);
        assertThat(evaluation.rewardedRows()).isEqualTo(4);
        assertThat(evaluation.logged().value()).isEqualTo(0.5);
        assertThat(evaluation.unloggedShare()).isZero();
    }

    @Test
    void shouldGoFromTheModelToDoublyRobustAsLambdaAndTauGrow() {
        assertThat(value(new Tuning(1, 0, 0), Estimator.DROS)).isCloseTo(.35, within(1e-12));
        assertThat(value(new Tuning(1, 0, 0), Estimator.SWITCH_DR)).isCloseTo(.35, within(1e-12));
        assertThat(value(new Tuning(1, 2, 1e12), Estimator.DROS)).isCloseTo(.4725, within(1e-9));
        assertThat(value(new Tuning(1, 1.999, 1), Estimator.SWITCH_DR))
                .as("weights of 2 are left to the model")
                .isCloseTo(.35 + (.4 * .4 - .12 - .4 * .6 - .12 + .4 + .6 / 1.2) / 8, within(1e-12));
        assertThat(value(new Tuning(2, 1, 1), Estimator.CLIPPED_IPW)).isCloseTo(.5291666667, within(1e-10));
    }

    private static double value(Tuning tuning, Estimator estimator) {
        return Evaluation.of(Logs.handSample(), tuning, 0, 1).of(estimator).value();
    }

    /** A row that stands for two is the same as two rows, but for the errors. */
    @Test
    void shouldWeighRowsByHowManyTheyStandFor() {
        double[] propensities = Logs.handPropensities();
        Sample weighted = Sample.of(
                Logs.handExample(),
                (unit, item, position) -> Logs.VALUES[item],
                unit -> Logs.decision(Logs.handPolicy(), row -> propensities[row], unit == 4 ? 2 : 1));
        Sample repeated = Sample.of(
                Logs.rows(new int[] {0, 1, 2, 0, 1, 2, 0, 1, 1}, new double[] {1, 0, 0, 0, 1, 0, 1, 1, 1}),
                (unit, item, position) -> Logs.VALUES[item],
                Logs.everywhere(Logs.handPolicy(), row -> row == 8 ? .25 : propensities[row]));
        for (Estimator estimator : Estimator.values()) {
            assertThat(Evaluation.of(weighted, TUNING, 0, 1).of(estimator).value())
                    .isCloseTo(
                            Evaluation.of(repeated, TUNING, 0, 1).of(estimator).value(), within(1e-12));
        }
    }

    /** Rows that always come in pairs say no more than one of each pair. */
    @Test
    void shouldNotTakeTheRowsOfAUnitForIndependent() {
        LoggedRows single = Logs.handExample();
        LoggedRows pairs = new LoggedRows();
        for (int row = 0; row < single.size(); row++) {
            pairs.add(row, single.item(row), 0, single.reward(row));
            pairs.add(row, single.item(row), 0, single.reward(row));
        }
        double[] propensities = Logs.handPropensities();
        Sample doubled = Sample.of(
                pairs,
                (unit, item, position) -> Logs.VALUES[item],
                Logs.everywhere(Logs.handPolicy(), row -> propensities[row / 2]));
        Evaluation of = Evaluation.of(doubled, TUNING, 200, 1);
        for (Estimator estimator : Estimator.values()) {
            Estimate expected = Evaluation.of(Logs.handSample(), TUNING, 200, 1).of(estimator);
            assertThat(of.of(estimator).value()).isCloseTo(expected.value(), within(1e-12));
            assertThat(of.of(estimator).standardError()).isCloseTo(expected.standardError(), within(1e-12));
            assertThat(of.of(estimator).low()).isCloseTo(expected.low(), within(1e-12));
        }
    }

    @Test
    void shouldHaveNoValueWhereNothingHasWeight() {
        PolicyTable other = new PolicyTable(new int[] {0, 1, 2, 7}, new double[][] {{0}, {0}, {0}, {1}});
        Sample sample = Sample.of(
                Logs.handExample(),
                (unit, item, position) -> .25,
                Logs.everywhere(other, row -> Logs.handPropensities()[row]));
        Evaluation evaluation = Evaluation.of(sample, TUNING, 50, 1);
        assertThat(evaluation.of(Estimator.IPW).value()).isZero();
        assertThat(evaluation.of(Estimator.SNIPW).value()).isNaN();
        assertThat(evaluation.of(Estimator.SNIPW).low()).isNaN();
        assertThat(evaluation.of(Estimator.SNDR).value()).isNaN();
        assertThat(evaluation.of(Estimator.REPLAY).value()).isNaN();
        assertThat(evaluation.of(Estimator.DM).value()).isEqualTo(.25);
        assertThat(evaluation.weights().effective()).isZero();
        assertThat(evaluation.unloggedShare()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"0", "-0.1", "1.01", "NaN"})
    void shouldRefuseAPropensityThatIsNone(double propensity) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Sample.of(
                        Logs.handExample(),
                        (unit, item, position) -> 0,
                        Logs.everywhere(Logs.handPolicy(), row -> row == 3 ? propensity : .5)))
                .withMessageContaining("in row 3");
    }
}
