package dev.banditstreams.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.banditstreams.demo.FeatureFigures.Circuit;
import dev.banditstreams.demo.FeatureFigures.Lookups;
import dev.banditstreams.metrics.FallbackMeters;
import dev.banditstreams.metrics.Metrics;
import dev.banditstreams.metrics.ScoringMeters;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class FeatureFiguresTest {

    @Test
    void shouldReadWhatTheServiceMeters() {
        AtomicReference<Double> circuit = new AtomicReference<>(0.0);
        try (Metrics metrics = new Metrics()) {
            ScoringMeters scoring = new ScoringMeters(metrics);
            FallbackMeters fallback = new FallbackMeters(metrics);
            fallback.watch(circuit::get, () -> 8, () -> 9);
            scoring.lookedForUser(true, true);
            scoring.lookedForUser(true, false);
            scoring.lookedForUser(false, false);
            scoring.lookedForItems(390, 10, 5);
            scoring.parked(7);
            fallback.read(10, 1_000);
            fallback.read(1, 1_000);
            fallback.failed("deadline", 3);
            fallback.failed("circuit-open", 4);

            assertThat(FeatureFigures.of(metrics.scrape()))
                    .isEqualTo(new FeatureFigures(new Lookups(2, 1), new Lookups(390, 10), 7, 2, 7, Circuit.CLOSED));
            circuit.set(0.5);
            assertThat(FeatureFigures.of(metrics.scrape()).circuit()).isEqualTo(Circuit.HALF_OPEN);
            circuit.set(1.0);
            assertThat(FeatureFigures.of(metrics.scrape()).circuit()).isEqualTo(Circuit.OPEN);
        }
    }

    @Test
    void shouldBeNothingBeforeThereAreMeters() {
        assertThat(FeatureFigures.of("# nothing yet\n")).isEqualTo(FeatureFigures.NONE);
        assertThat(FeatureFigures.NONE.hitRate()).isEqualTo(new HitRate(0, 0));
    }
}
