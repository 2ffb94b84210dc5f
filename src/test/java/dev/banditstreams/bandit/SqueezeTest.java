package dev.banditstreams.bandit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import org.junit.jupiter.api.Test;

/**
 * The squeeze of {@link BetaSampler} accepts where 1 - s x^4 lies under h(x) = exp(x^2 / 2 + d - d v + d ln v), with s
 * = 0.19863 c^2. If it ever lay above, draws would be accepted that must not be.
 *
 * <p>In t = c x, with c^2 = 1 / (9 d): s x^4 = 0.19863 * 9 d t^4, and ln h = 3 d (ln(1 + t) - t + t^2 / 2 - t^3 / 3),
 * which has none of the cancellation of the sum above.
 */
class SqueezeTest {

    private static final double SQUEEZE = 0.19863;
    private static final double LEAST_D = 2.0 / 3;
    private static final int POSITIONS = 5_000;

    @Test
    void shouldStayUnderTheAcceptance() {
        for (double d = LEAST_D; d < 2e12; d *= d < 10 ? 1.002 : 1.1) {
            // Beyond, the squeeze is negative; below t = -1 nothing is accepted at all.
            double most = Math.min(Math.pow(9 * d * SQUEEZE, -0.25), 1 - 1e-12);
            for (int i = -POSITIONS; i <= POSITIONS; i++) {
                double t = most * i / POSITIONS;
                double squeezed = SQUEEZE * 9 * d * t * t * t * t;
                if (squeezed < -Math.expm1(logAcceptance(d, t))) {
                    fail("above the acceptance at d = " + d + ", t = " + t);
                }
            }
        }
    }

    /** For the least d no constant below 0.19844 would do; ours is a thousandth above that. */
    @Test
    void shouldBeTight() {
        double needed = 0;
        for (int i = 1; i < 200_000; i++) {
            double t = -i / 200_000.0;
            needed = Math.max(needed, -Math.expm1(logAcceptance(LEAST_D, t)) / (9 * LEAST_D * t * t * t * t));
        }
        assertThat(needed).isBetween(SQUEEZE / 1.001, SQUEEZE);
    }

    private static double logAcceptance(double d, double t) {
        if (Math.abs(t) > 0.05) {
            return 3 * d * (Math.log1p(t) - t + t * t / 2 - t * t * t / 3);
        }
        double sum = 0;
        for (int k = 18; k >= 4; k--) {
            sum = sum * t + (k % 2 == 0 ? -1.0 : 1.0) / k;
        }
        return 3 * d * sum * t * t * t * t;
    }
}
