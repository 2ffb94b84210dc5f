package dev.banditstreams.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ReportTest {

    @Test
    void shouldSayWhatWasKnownAndWhatAnswersLack() {
        assertThat(report(Map.of("deadline", 12L, "circuit", 1_045L)).summary())
                .contains(
                        "The service knew 94.9 % of the requests' users and 100.0 % of the candidates; for the others there"
                                + " were 1,504 reads from the feature store, in which 1,057 entities could not be read.",
                        "1,050 answers lack features that a read should have brought"
                                + " (degraded: circuit 1,045, deadline 12).");
    }

    @Test
    void shouldSayThatNothingIsLacking() {
        assertThat(report(Map.of()).summary()).contains("Every answer had all features that there are.");
    }

    private static Report report(Map<String, Long> degraded) {
        return new Report(
                60,
                30_000,
                30_000,
                0,
                0,
                0,
                300_000,
                300_000,
                200_000,
                new Report.LatencyMillis(20, 60),
                0.09,
                0.03,
                0.11,
                9_000,
                new HitRate(0.9494, 0.99999),
                0,
                degraded.isEmpty() ? 0 : 1_050,
                degraded,
                1_504,
                1_057,
                "closed");
    }
}
