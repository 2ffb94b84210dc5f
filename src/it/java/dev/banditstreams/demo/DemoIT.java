package dev.banditstreams.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.banditstreams.simulation.Visits;
import dev.banditstreams.simulation.World;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
class DemoIT {

    private static final World.Size SMALL = new World.Size(1_000, 2, 20, 10);

    private final StringWriter shown = new StringWriter();
    private final Screen screen = new Screen(new PrintWriter(shown), false);

    /**
     * The seed is fixed, and with it the world and the clicks. What is served still depends on when rewards come back:
     * with feedback up to four seconds late, simulations of this world end at 2.4 to 2.6 times uniform.
     */
    @Test
    void shouldAnswerEveryRequestApplyEveryRewardAndLearn(@TempDir Path parent) throws Exception {
        Path kept = parent.resolve("kept");
        DemoOptions options = new DemoOptions(SMALL, 20, 2, 200, 15, 8, kept, 0, 0, store(0.05), Map.of());
        assertThat(options.problems()).isEmpty();

        Report report = demo(options).run().orElseThrow();

        assertThat(report.requests()).isEqualTo(3_000);
        assertThat(report.recommendations()).isEqualTo(3_000);
        assertThat(report.missing()).isZero();
        assertThat(report.duplicates()).isZero();
        assertThat(report.deadLetters()).isZero();
        assertThat(report.rewardsSent()).isEqualTo(6_000);
        assertThat(report.rewardsApplied()).isEqualTo(6_000);
        assertThat(report.complete()).isTrue();
        assertThat(report.clickRate()).isGreaterThan(1.5 * report.uniformClickRate());
        assertThat(report.oracleClickRate()).isGreaterThanOrEqualTo(report.clickRate());
        assertThat(report.regret()).isPositive();
        assertThat(report.latencyMillis().p50()).isPositive();
        assertThat(report.latencyMillis().p99())
                .isGreaterThanOrEqualTo(report.latencyMillis().p50());
        assertThat(report.hitRate().users()).isCloseTo(0.95, within(0.02));
        assertThat(report.hitRate().items()).isEqualTo(1);
        assertThat(report.parked()).isZero();
        assertThat(kept.resolve("kafka")).isNotEmptyDirectory();
        assertThat(shown.toString()).contains("The first recommendation came after", "dead letters 0");
    }

    @Test
    void shouldReadNewcomersFromTheFeatureStore() throws Exception {
        DemoOptions options = new DemoOptions(SMALL, 20, 2, 200, 5, 5, null, 0, 0, store(0.2), Map.of());
        int newcomers = newcomers(options, 0, 5);

        Report report = demo(options).run().orElseThrow();

        assertThat(report.recommendations()).isEqualTo(1_000);
        assertThat(report.complete()).isTrue();
        assertThat(report.hitRate().users()).isCloseTo(1 - newcomers / 1_000.0, within(1e-9));
        assertThat(report.reads()).isEqualTo(newcomers);
        assertThat(report.circuit()).isEqualTo("closed");
        // Of the first ones perhaps, while everything is slow.
        assertThat(report.degraded()).isLessThan(newcomers * 3 / 4);
    }

    /** A thousand users, of whom 2,000 visits show 86 % in the mean. */
    @Test
    void shouldFillAColdStart() throws Exception {
        DemoOptions.FeatureStore cold = new DemoOptions.FeatureStore(0, true, null);
        DemoOptions options = new DemoOptions(SMALL, 20, 2, 400, 5, 6, null, 0, 0, cold, Map.of());
        Visits visits = visits(options);
        long users = IntStream.range(0, 2_000).map(visits::user).distinct().count();

        Report report = demo(options).run().orElseThrow();

        assertThat(report.recommendations()).isEqualTo(2_000);
        assertThat(report.complete()).isTrue();
        // Whoever comes again while still being read is a miss again, and the first reads are slow.
        assertThat(report.hitRate().users()).isBetween(0.1, 1 - users / 2_000.0);
        assertThat(report.hitRate().items()).isBetween(0.5, 0.9999);
        assertThat(report.reads()).isGreaterThan(users / 2);
        assertThat(report.circuit()).isEqualTo("closed");
    }

    @Test
    void shouldAnswerThroughAnOutageAndRecover(@TempDir Path directory) throws Exception {
        Path script = Files.writeString(directory.resolve("outage.txt"), "0 latency=fixed:5\n2 fault=hang\n4\n");
        DemoOptions options = new DemoOptions(
                SMALL, 20, 2, 200, 8, 7, null, 0, 0, new DemoOptions.FeatureStore(0.2, false, script), Map.of());

        Report report = demo(options).run().orElseThrow();

        assertThat(report.recommendations()).isEqualTo(1_600);
        assertThat(report.complete()).isTrue();
        assertThat(report.deadLetters()).isZero();
        assertThat(report.degradedReasons()).containsKeys("deadline", "circuit");
        // The script's clock and the visits' may differ by some tenths of a second.
        assertThat(report.degraded()).isGreaterThan(newcomers(options, 2.5, 3.5));
        // Two seconds down, and as many for the start and to notice that the store is back; not the four after.
        assertThat(report.degraded()).isLessThan(newcomers(options, 0, 8) - newcomers(options, 5.5, 8));
        assertThat(report.circuit()).isEqualTo("closed");
        assertThat(report.parked()).isZero();
    }

    /** Each request names its own candidates, and both ends count over the same ones. */
    @Test
    void shouldSampleCandidates() throws Exception {
        DemoOptions options = new DemoOptions(SMALL, 5, 5, 50, 2, 3, null, 0, 0, store(0), Map.of());

        Report report = demo(options).run().orElseThrow();

        assertThat(report.complete()).isTrue();
        assertThat(report.recommendations()).isEqualTo(100);
        // Five of five: whatever the order, the slate is uniform's and the oracle's.
        assertThat(report.clickRate()).isCloseTo(report.uniformClickRate(), within(1e-12));
        assertThat(report.oracleClickRate()).isCloseTo(report.uniformClickRate(), within(1e-12));
        assertThat(report.regret()).isCloseTo(0, within(1e-9));
    }

    @Test
    void shouldStopAtOnceAndLeaveNothing(@TempDir Path parent) throws Exception {
        DemoOptions options = new DemoOptions(SMALL, 20, 2, 100, 600, 1, null, 0, 0, store(0.05), Map.of());
        Demo demo = demo(options);

        CompletableFuture<Optional<Report>> running = CompletableFuture.supplyAsync(() -> {
            try {
                return demo.run();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        Awaitility.await()
                .atMost(60, TimeUnit.SECONDS)
                .until(() -> shown.toString().contains("first recommendation"));
        Path data = Path.of(shown.toString().replaceAll("(?s).*data goes to (\\S+)\\.\n.*", "$1"));
        assertThat(data.resolve("kafka")).isDirectory();
        demo.stop();

        assertThat(running.get(1, TimeUnit.SECONDS)).isEmpty();
        assertThat(data).doesNotExist();
    }

    private static DemoOptions.FeatureStore store(double missRate) {
        return new DemoOptions.FeatureStore(missRate, false, null);
    }

    private static Visits visits(DemoOptions options) {
        return new Visits(
                new World(options.seed(), options.world()),
                options.requests(),
                options.candidates(),
                options.k(),
                options.store().missRate());
    }

    /** Newcomers between these seconds of the run. */
    private static int newcomers(DemoOptions options, double from, double to) {
        return (int) IntStream.range((int) (from * options.rate()), (int) (to * options.rate()))
                .filter(visits(options)::isNewcomer)
                .count();
    }

    private Demo demo(DemoOptions options) {
        return new Demo(options, screen, Instant.now(), InstantSource.system());
    }
}
