package dev.banditstreams.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.banditstreams.demo.Snapshot.Phase;
import dev.banditstreams.simulation.World;
import dev.banditstreams.topology.ScoringOptions.Prior;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class DashboardTest {

    private final World world = new World(1, new World.Size(10, 2, 5, 1));
    private final Seen seen =
            new Seen(new Tally(1), new ServedRates(1), new Latencies(), new BestArms(world, new Prior(0.5, 2, 2)));
    private FeatureFigures features = FeatureFigures.NONE;
    private final Dashboard dashboard = new Dashboard(60, seen, () -> features);
    private int visits;

    @Test
    void shouldShowRatesOfTheLastSeconds() {
        answer(100, 400);
        assertThat(at(1).requestsPerSecond()).isCloseTo(100, within(1e-9));
        for (int second = 2; second <= 10; second++) {
            answer(10, 400);
            at(second);
        }
        Snapshot now = at(11);

        assertThat(now.requestsPerSecond()).isCloseTo(8, within(1e-9));
        assertThat(now.predictionsPerSecond()).isCloseTo(3_200, within(1e-9));
        assertThat(now.counts().recommendations()).isEqualTo(190);
    }

    @Test
    void shouldShowLatenciesOfLateAndKeepAll() {
        seen.latencies().record(0, TimeUnit.MILLISECONDS.toNanos(500));
        assertThat(at(1).latency().p50()).isCloseTo(500, within(1.0));
        for (int second = 2; second <= 7; second++) {
            seen.latencies().record(0, TimeUnit.MILLISECONDS.toNanos(20));
            at(second);
        }
        assertThat(at(8).latency().p99()).isCloseTo(20, within(0.1));
        assertThat(seen.latencies().overall().p99()).isCloseTo(500, within(1.0));
    }

    @Test
    void shouldShowTheHitRateOfLate() {
        lookups(100, 100);
        assertThat(at(1).hitRate()).isEqualTo(new HitRate(0.5, 0.25));
        lookups(100, 100);
        for (int second = 2; second <= 6; second++) {
            at(second);
        }
        lookups(190, 110);
        Snapshot now = at(7);

        assertThat(now.hitRate().users()).isCloseTo(0.9, within(1e-9));
        assertThat(now.hitRate().items()).isCloseTo(0.25, within(1e-9));
        assertThat(now.features()).isEqualTo(features);
        // Nothing was looked up of late: better what was before than nothing.
        for (int second = 8; second <= 20; second++) {
            at(second);
        }
        assertThat(at(21).hitRate().users()).isCloseTo(190 / 300.0, within(1e-9));
    }

    private void lookups(long hits, long misses) {
        features = new FeatureFigures(
                new FeatureFigures.Lookups(hits, misses),
                new FeatureFigures.Lookups(hits + misses, 3 * (hits + misses)),
                1,
                misses,
                0,
                FeatureFigures.Circuit.CLOSED);
    }

    private Snapshot at(int second) {
        return dashboard.snapshot(Phase.SENDING, TimeUnit.SECONDS.toNanos(second));
    }

    private void answer(int requests, int scored) {
        for (int i = 0; i < requests; i++) {
            seen.tally().sent();
            seen.tally().answered(visits++, scored, List.of());
        }
    }
}
