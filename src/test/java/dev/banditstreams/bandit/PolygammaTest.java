package dev.banditstreams.bandit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against 40 digits (mpmath). */
class PolygammaTest {

    @ParameterizedTest
    @CsvSource({
        "1e-4, -10000.577051183514, 100000001.64469368",
        "0.02, -50.544789310456179, 2501.598118191868",
        "0.37, -2.795301410890564, 8.3604738277990981",
        "1, -0.57721566490153286, 1.6449340668482264",
        "2.5, 0.70315664064524319, 0.49035775610023486",
        "9.99, 2.2507003728312011, 0.10527695014824178",
        "10.01, 2.2528037003181357, 0.10505595320551509",
        "48.3, 3.8670438742429845, 0.020919739190398349",
        "181745.6, 12.110360434923556, 5.502211613944349e-6",
        "3e7, 17.216707922959763, 3.3333333888888895e-8"
    })
    void shouldBeTheDerivativesOfTheLogarithmOfGamma(double x, double digamma, double trigamma) {
        Polygamma polygamma = new Polygamma();
        polygamma.at(x);
        assertThat(polygamma.digamma).isCloseTo(digamma, within(5e-14 * Math.max(1, Math.abs(digamma))));
        assertThat(polygamma.trigamma).isCloseTo(trigamma, within(5e-14 * Math.max(1, trigamma)));
    }
}
