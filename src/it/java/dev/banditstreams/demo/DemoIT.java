package dev.banditstreams.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.banditstreams.simulation.World;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
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
        DemoOptions options = new DemoOptions(SMALL, 20, 2, 200, 15, 8, kept, 0, 0);
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
        assertThat(kept.resolve("kafka")).isNotEmptyDirectory();
        assertThat(shown.toString()).contains("The first recommendation came after", "dead letters 0");
    }

    /** Each request names its own candidates, and both ends count over the same ones. */
    @Test
    void shouldSampleCandidates() throws Exception {
        DemoOptions options = new DemoOptions(SMALL, 5, 5, 50, 2, 3, null, 0, 0);

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
        DemoOptions options = new DemoOptions(SMALL, 20, 2, 100, 600, 1, null, 0, 0);
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

    private Demo demo(DemoOptions options) {
        return new Demo(options, screen, Instant.now(), InstantSource.system());
    }
}
