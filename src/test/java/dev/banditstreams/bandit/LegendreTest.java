package dev.banditstreams.bandit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LegendreTest {

    private static final double ROUNDING = 2e-14;

    /** Degrees below twice the number of points. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 16})
    void shouldIntegratePolynomials(int points) {
        Legendre rule = new Legendre(points);
        for (int degree = 0; degree < 2 * points; degree++) {
            double sum = 0;
            for (int i = 0; i < points; i++) {
                sum += rule.weight[i] * Math.pow(rule.node[i], degree);
            }
            assertThat(sum).as("x^%d", degree).isCloseTo(1.0 / (degree + 1), within(ROUNDING));
        }
    }

    /** Degrees below the number of points, whose polynomial through the nodes is the function itself. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 16})
    void shouldIntegratePolynomialsUpToEachNode(int points) {
        Legendre rule = new Legendre(points);
        for (int node = 0; node < points; node++) {
            for (int degree = 0; degree < points; degree++) {
                double sum = 0;
                for (int i = 0; i < points; i++) {
                    sum += rule.running[node][i] * Math.pow(rule.node[i], degree);
                }
                assertThat(sum)
                        .as("x^%d up to %s", degree, rule.node[node])
                        .isCloseTo(Math.pow(rule.node[node], degree + 1) / (degree + 1), within(ROUNDING));
            }
        }
    }
}
