package dev.banditstreams.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class BenchOptionsTest {

    @Test
    void shouldTakeWhatMakesSense() {
        assertThat(Options.of(BenchOptions.Ids.STRING, 5_000, 1_000_000).problems())
                .isEmpty();
        assertThat(Options.atRate(7_500).problems()).isEmpty();
    }

    @Test
    void shouldNameEveryProblem() {
        BenchOptions options = new BenchOptions(
                0,
                0,
                BenchOptions.Ids.SET,
                Double.NaN,
                0,
                new BenchOptions.Misses(1.5, 10_001),
                0,
                0,
                1,
                Map.of("bandit.http.port", "1", "bandit.vertex.store", "s"));

        assertThat(options.problems())
                .hasSize(10)
                .anyMatch(problem -> problem.startsWith("--candidates 0"))
                .anyMatch(problem -> problem.startsWith("--items 0"))
                .anyMatch(problem -> problem.startsWith("--seconds 0"))
                .anyMatch(problem -> problem.startsWith("--warm-up 0"))
                .anyMatch(problem -> problem.startsWith("--rate 0"))
                .anyMatch(problem -> problem.startsWith("--reward-rate NaN"))
                .anyMatch(problem -> problem.startsWith("--miss-rate 1.5"))
                .anyMatch(problem -> problem.startsWith("--miss-millis 10001"))
                .anyMatch(problem -> problem.startsWith("--set bandit.http.port"))
                .anyMatch(problem -> problem.startsWith("--set bandit.vertex.store"));
    }

    @Test
    void shouldNotAskForMoreCandidatesThanThereAreItems() {
        assertThat(Options.of(BenchOptions.Ids.STRING, 11, 10).problems())
                .singleElement()
                .asString()
                .contains("--candidates 11", "only 10 items");
    }

    @Test
    void shouldTakeEveryShareOfMisses() {
        assertThat(Options.withMisses(0.1, 0).problems()).isEmpty();
        assertThat(Options.withMisses(1, 10_000).problems()).isEmpty();
        assertThat(Options.withMisses(0, 20).misses().any()).isFalse();
        assertThat(Options.withMisses(Double.NaN, -1).problems())
                .hasSize(2)
                .anyMatch(problem -> problem.startsWith("--miss-rate NaN: has to lie in 0 to 1"))
                .anyMatch(problem -> problem.startsWith("--miss-millis -1: has to lie in 0 to 10000"));
    }

    @Test
    void shouldNeedTimeForBothKindsOfSlices() {
        BenchOptions.Misses misses = new BenchOptions.Misses(0.1, 20);
        assertThat(new BenchOptions(1, 1, BenchOptions.Ids.STRING, 0, null, misses, 1, 1, 1, Map.of()).problems())
                .singleElement()
                .asString()
                .contains("--seconds 1", "at least 2");
    }

    /** Without misses the service may have whatever fallback it likes. */
    @Test
    void shouldOnlyKeepTheFallbackForItselfWhereItNeedsIt() {
        BenchOptions options = new BenchOptions(
                1,
                1,
                BenchOptions.Ids.STRING,
                0,
                null,
                BenchOptions.Misses.NONE,
                1,
                1,
                1,
                Map.of("bandit.fallback", "off"));
        assertThat(options.problems()).isEmpty();
    }

    @Test
    void shouldAskForNoMoreThanThereIs() {
        assertThat(Options.of(BenchOptions.Ids.STRING, 400, 400).k()).isEqualTo(20);
        assertThat(Options.of(BenchOptions.Ids.STRING, 3, 400).k()).isEqualTo(3);
    }
}
