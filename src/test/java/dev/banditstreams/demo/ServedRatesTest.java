package dev.banditstreams.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.banditstreams.demo.ServedRates.Rates;
import org.junit.jupiter.api.Test;

class ServedRatesTest {

    private final ServedRates rates = new ServedRates(10);

    @Test
    void shouldAverageTheLastFiveSecondsOfVisits() {
        rates.add(0, new Rates(0.01, 0.01, 0.10));
        rates.add(7, new Rates(0.06, 0.02, 0.12));
        rates.add(3, new Rates(0.04, 0.04, 0.10));

        Rates now = rates.now();

        assertThat(now.served()).isCloseTo(0.05, within(1e-12));
        assertThat(now.uniform()).isCloseTo(0.03, within(1e-12));
        assertThat(now.oracle()).isCloseTo(0.11, within(1e-12));
        assertThat(now.timesUniform()).isCloseTo(5.0 / 3, within(1e-12));
        assertThat(now.wayToOracle()).isCloseTo(0.25, within(1e-12));
    }

    @Test
    void shouldSumRegretOverSlates() {
        rates.add(0, new Rates(0.01, 0.01, 0.10));
        rates.add(9, new Rates(0.06, 0.02, 0.12));

        assertThat(rates.regret()).isCloseTo(10 * 0.09 + 10 * 0.06, within(1e-12));
        assertThat(rates.overall().served()).isCloseTo(0.035, within(1e-12));
    }

    @Test
    void shouldBeNothingBeforeTheFirstVisit() {
        assertThat(rates.now()).isEqualTo(Rates.NONE);
        assertThat(rates.now().timesUniform()).isZero();
        assertThat(rates.now().wayToOracle()).isZero();
    }
}
