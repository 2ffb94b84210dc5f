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
        BenchOptions options =
                new BenchOptions(0, 0, BenchOptions.Ids.SET, Double.NaN, 0, 0, 0, 1, Map.of("bandit.http.port", "1"));

        assertThat(options.problems())
                .hasSize(7)
                .anyMatch(problem -> problem.startsWith("--candidates 0"))
                .anyMatch(problem -> problem.startsWith("--items 0"))
                .anyMatch(problem -> problem.startsWith("--seconds 0"))
                .anyMatch(problem -> problem.startsWith("--warm-up 0"))
                .anyMatch(problem -> problem.startsWith("--rate 0"))
                .anyMatch(problem -> problem.startsWith("--reward-rate NaN"))
                .anyMatch(problem -> problem.startsWith("--set bandit.http.port"));
    }

    @Test
    void shouldNotAskForMoreCandidatesThanThereAreItems() {
        assertThat(Options.of(BenchOptions.Ids.STRING, 11, 10).problems())
                .singleElement()
                .asString()
                .contains("--candidates 11", "only 10 items");
    }

    @Test
    void shouldAskForNoMoreThanThereIs() {
        assertThat(Options.of(BenchOptions.Ids.STRING, 400, 400).k()).isEqualTo(20);
        assertThat(Options.of(BenchOptions.Ids.STRING, 3, 400).k()).isEqualTo(3);
    }
}
