package dev.banditstreams.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.banditstreams.evaluation.Sample.Decision;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import org.apache.commons.math3.stat.descriptive.SummaryStatistics;
import org.junit.jupiter.api.Test;

/**
 * Estimates from logs of a world whose truth is known: four items at two positions, {@value #LOGS} logs.
 *
 * <p>Each bound lies {@value #SIGMAS} standard errors away, so a right program fails one of the ten bounds with a new
 * seed about once in 15,000 runs; the seed is fixed.
 */
class UnbiasednessTest {

    private static final int LOGS = 400;
    private static final int ROWS = 1_500;
    private static final double SIGMAS = 4.5;

    private static final int[] ITEMS = {0, 1, 2, 3};
    private static final double[][] RATES = {{.10, .30}, {.40, .05}, {.20, .20}, {.70, .15}};
    private static final double[][] LOGGING = {{.40, .10}, {.30, .20}, {.20, .30}, {.10, .40}};
    private static final double[][] TARGET = {{.10, .25}, {.20, .25}, {.30, .25}, {.40, .25}};
    private static final double TRUTH = truth();

    /** What a row was logged with. */
    private record Log(LoggedRows rows, int[] items, int[] positions) {}

    private static double truth() {
        double sum = 0;
        for (int item : ITEMS) {
            for (int position = 0; position < 2; position++) {
                sum += TARGET[item][position] * RATES[item][position] / 2;
            }
        }
        return sum;
    }

    @Test
    void shouldEstimateTheTruth() {
        Map<Estimator, SummaryStatistics> errors = errors(this::propensity);
        for (Estimator estimator : List.of(Estimator.IPW, Estimator.DR)) {
            assertThat(bias(errors, estimator)).as("%s", estimator).isLessThan(SIGMAS);
        }
        // These have a bias of order 1 / n, far below the noise of one log.
        for (Estimator estimator : List.of(Estimator.SNIPW, Estimator.SNDR)) {
            assertThat(Math.abs(errors.get(estimator).getMean()))
                    .as("%s", estimator)
                    .isLessThan(.001);
        }
    }

    /**
     * The mean standard error is the spread of the estimates themselves, within a tenth: 3 sigmas of a spread of 400.
     */
    @Test
    void shouldKnowHowSureItIs() {
        Map<Estimator, SummaryStatistics> errors = new EnumMap<>(Estimator.class);
        Map<Estimator, SummaryStatistics> claimed = new EnumMap<>(Estimator.class);
        evaluate(this::propensity, (estimator, estimate) -> {
            errors.computeIfAbsent(estimator, any -> new SummaryStatistics()).addValue(estimate.value());
            claimed.computeIfAbsent(estimator, any -> new SummaryStatistics()).addValue(estimate.standardError());
        });
        for (Estimator estimator : List.of(
                Estimator.IPW,
                Estimator.SNIPW,
                Estimator.CLIPPED_IPW,
                Estimator.DR,
                Estimator.SNDR,
                Estimator.REPLAY)) {
            assertThat(claimed.get(estimator).getMean() / errors.get(estimator).getStandardDeviation())
                    .as("%s", estimator)
                    .isBetween(.88, 1.12);
        }
    }

    /** Each mistake that is easily made with propensities shows: as bias, and in the mean weight. */
    @Test
    void shouldNoticeWrongPropensities() {
        assertNoticed((log, row) -> LOGGING[log.items[row]][1 - log.positions[row]]);
        assertNoticed((log, row) -> 1);
        assertNoticed((log, row) -> LOGGING[(log.items[row] + 1) % ITEMS.length][log.positions[row]]);
        assertNoticed((log, row) -> propensity(log, row) / 2);
    }

    private void assertNoticed(Propensity wrong) {
        assertThat(bias(errors(wrong), Estimator.IPW)).isGreaterThan(SIGMAS);
        Log log = log(new SplittableRandom(5));
        assertThat(Doubts.about(Evaluation.of(sample(log, row -> wrong.of(log, row)), Tuning.of(ROWS), 0, 1)))
                .anyMatch(doubt -> doubt.startsWith("MEAN WEIGHT"));
    }

    @Test
    void shouldNotDoubtARightLog() {
        Log log = log(new SplittableRandom(6));
        assertThat(Doubts.about(Evaluation.of(sample(log, row -> propensity(log, row)), Tuning.of(ROWS), 0, 1)))
                .isEmpty();
    }

    private interface Propensity {
        double of(Log log, int row);
    }

    private interface Reader {
        void read(Estimator estimator, Estimate estimate);
    }

    private double propensity(Log log, int row) {
        return LOGGING[log.items[row]][log.positions[row]];
    }

    private Map<Estimator, SummaryStatistics> errors(Propensity propensity) {
        Map<Estimator, SummaryStatistics> errors = new EnumMap<>(Estimator.class);
        evaluate(
                propensity,
                (estimator, estimate) -> errors.computeIfAbsent(estimator, any -> new SummaryStatistics())
                        .addValue(estimate.value() - TRUTH));
        return errors;
    }

    private void evaluate(Propensity propensity, Reader reader) {
        SplittableRandom random = new SplittableRandom(20_261_128);
        for (int i = 0; i < LOGS; i++) {
            Log log = log(random);
            Evaluation evaluation =
                    Evaluation.of(sample(log, row -> propensity.of(log, row)), new Tuning(2, 2, 10), 0, 1);
            for (Estimator estimator : Estimator.values()) {
                reader.read(estimator, evaluation.of(estimator));
            }
        }
    }

    /** Mean error in its standard errors. */
    private static double bias(Map<Estimator, SummaryStatistics> errors, Estimator estimator) {
        SummaryStatistics of = errors.get(estimator);
        return Math.abs(of.getMean()) / (of.getStandardDeviation() / Math.sqrt(LOGS));
    }

    private static Sample sample(Log log, IntToDoubleFunction propensity) {
        Decision decision = Logs.decision(new PolicyTable(ITEMS, TARGET), propensity, 1);
        // The other fold's means are no help from a row's own reward: with them DR is unbiased.
        return Sample.of(log.rows, SmoothedMeans.fit(log.rows, 2), unit -> decision);
    }

    private static Log log(SplittableRandom random) {
        LoggedRows rows = new LoggedRows();
        int[] items = new int[ROWS];
        int[] positions = new int[ROWS];
        for (int row = 0; row < ROWS; row++) {
            int position = random.nextInt(2);
            int item = draw(random, position);
            items[row] = item;
            positions[row] = position;
            rows.add(row, item, position, random.nextDouble() < RATES[item][position] ? 1 : 0);
        }
        return new Log(rows, items, positions);
    }

    private static int draw(SplittableRandom random, int position) {
        double left = random.nextDouble();
        for (int item : ITEMS) {
            left -= LOGGING[item][position];
            if (left < 0) {
                return item;
            }
        }
        return ITEMS.length - 1;
    }
}
