package dev.banditstreams.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class RegretCurveTest {

    @Test
    void shouldAddUpRegretAndAverageOverRuns() {
        RegretCurve curve = RegretCurve.of("p", List.of(trace(10, 1, 0), trace(10, 2, 1), trace(10, 3, 1)));

        assertThat(curve.runs()).isEqualTo(3);
        assertThat(curve.points()).hasSize(10);
        assertThat(curve.at(1)).isEqualTo(curve.points().get(0));
        assertThat(curve.at(4).steps()).isEqualTo(4);
        assertThat(curve.at(4).mean()).isCloseTo(8, within(1e-12));
        // Of 4, 8, 12: variance 16.
        assertThat(curve.at(4).standardDeviation()).isCloseTo(4, within(1e-12));
        assertThat(curve.at(4).standardError()).isCloseTo(4 / Math.sqrt(3), within(1e-12));
        assertThat(curve.end().mean()).isCloseTo(20, within(1e-12));
        assertThat(curve.bestShareAtEnd()).isCloseTo(2.0 / 3, within(1e-12));
    }

    @Test
    void shouldKeepTwoHundredPointsOfALongRunAndEndAtItsEnd() {
        RegretCurve curve = RegretCurve.of("p", List.of(trace(1_999, 0.5, 1)));

        assertThat(curve.points()).hasSize(200);
        assertThat(curve.end().steps()).isEqualTo(1_999);
        assertThat(curve.points()).allSatisfy(point -> assertThat(point.mean()).isEqualTo(point.steps() * 0.5));
        assertThat(curve.points())
                .extracting(RegretCurve.Point::steps)
                .isSorted()
                .doesNotHaveDuplicates();
        assertThat(curve.at(100_000)).isEqualTo(curve.end());
    }

    @Test
    void shouldHaveNoStandardErrorOfASingleRun() {
        RegretCurve.Point end = RegretCurve.of("p", List.of(trace(5, 1, 1))).end();

        assertThat(end.mean()).isEqualTo(5);
        assertThat(end.standardDeviation()).isNaN();
        assertThat(end.standardError()).isNaN();
    }

    @Test
    void shouldLookAtTheLastTenthForTheWindow() {
        RegretTrace trace = new RegretTrace(50);
        for (int step = 0; step < 50; step++) {
            trace.add(0, step == 45 || step == 49 ? 1 : 0);
        }
        RegretCurve curve = RegretCurve.of("p", List.of(trace));

        assertThat(curve.window()).isEqualTo(5);
        assertThat(curve.bestShareInWindow()).isEqualTo(0.4);
        assertThat(curve.bestShareAtEnd()).isEqualTo(1);
    }

    private static RegretTrace trace(int steps, double regretOfStep, double bestShare) {
        RegretTrace trace = new RegretTrace(steps);
        for (int step = 0; step < steps; step++) {
            trace.add(regretOfStep, bestShare);
        }
        return trace;
    }
}
