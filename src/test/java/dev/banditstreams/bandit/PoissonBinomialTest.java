package dev.banditstreams.bandit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class PoissonBinomialTest {

    /** Every subset of the others, one by one. */
    @Test
    void shouldCountTheOthers() {
        double[] p = {0.3, 1, 0.999_999, 0, 1e-9, 0.5, 0.7};
        PoissonBinomial events = new PoissonBinomial(p.length, 5);
        for (int i = 0; i < p.length; i++) {
            events.set(i, p[i]);
        }
        boolean[] seen = new boolean[p.length];
        events.withoutEach(p.length, 1, (event, probabilities) -> {
            seen[event] = true;
            for (int n = 0; n < 5; n++) {
                assertThat(probabilities[n]).isCloseTo(exactly(n - 1, p, event), within(1e-15));
            }
        });
        assertThat(seen).doesNotContain(false);
        double fewer = exactly(0, p, -1) + exactly(1, p, -1) + exactly(2, p, -1) + exactly(3, p, -1);
        assertThat(events.fewerThanRanks(p.length, 1)).isCloseTo(fewer, within(1e-15));
        assertThat(events.fewerThanRanks(p.length, 5)).isZero();
    }

    /** The Poisson numbers are the limit of many rare events. */
    @Test
    void shouldJoinRareEventsTogether() {
        double[] poisson = {0.25, 0.5, 0.25, 0};
        double[] oneByOne = poisson.clone();
        PoissonBinomial.joinPoisson(0.5, poisson);
        for (int i = 0; i < 500_000; i++) {
            PoissonBinomial.join(1e-6, oneByOne);
        }
        assertThat(poisson).containsExactly(oneByOne, within(1e-6));
    }

    private static double exactly(int number, double[] p, int without) {
        double sum = 0;
        for (int set = 0; set < 1 << p.length; set++) {
            if (Integer.bitCount(set) == number && (without < 0 || (set >> without & 1) == 0)) {
                double product = 1;
                for (int i = 0; i < p.length; i++) {
                    if (i != without) {
                        product *= (set >> i & 1) == 1 ? p[i] : 1 - p[i];
                    }
                }
                sum += product;
            }
        }
        return sum;
    }
}
