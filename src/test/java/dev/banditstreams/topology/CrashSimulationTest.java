package dev.banditstreams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.banditstreams.metrics.Metrics;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Tasks that crash anywhere, some thousand times, end with what a plain model makes of the records that they read.
 *
 * <p>A run that fails names its seed; {@code mvn -B test -Dtest=CrashSimulationTest -Dseed=7} is that run alone.
 */
class CrashSimulationTest {

    private static final Long SEED = Long.getLong("seed");
    private static final int RUNS = Integer.getInteger("crash.runs", 60);
    /** Runs in which a planted bug has to show. */
    private static final int PLANTED_RUNS = 10;

    private final Metrics metrics = new Metrics();

    @AfterEach
    void close() {
        metrics.close();
    }

    private static long[] seeds() {
        return SEED == null ? LongStream.range(0, RUNS).toArray() : new long[] {SEED};
    }

    @Test
    void shouldLearnWhatTheModelLearns() {
        int crashes = 0;
        for (long seed : seeds()) {
            LearnCrashes run = new LearnCrashes(seed, Fault.NONE, metrics);
            assertThat(run.differences())
                    .as("learn differs; again: -Dtest=CrashSimulationTest -Dseed=%d", seed)
                    .isEmpty();
            crashes += run.crashes();
        }
        System.out.println("CRASHES " + crashes);
        assertThat(crashes).isGreaterThan(SEED == null ? 20 * RUNS : 0);
    }

    @ParameterizedTest
    @CsvSource({"FORGETS_REWARD_IDS, served-slates", "BEHIND, parked-rewards", "BEHIND, import-marks", "AHEAD, arms"})
    void shouldFindPlantedBugsOfLearn(Fault.Kind kind, String store) {
        Fault fault = new Fault(kind, store);
        assertThat(LongStream.range(0, PLANTED_RUNS)
                        .mapToObj(seed -> new LearnCrashes(seed, fault, metrics).differences()))
                .anyMatch(differences -> !differences.isEmpty());
    }

    @Test
    void shouldAnswerEachRequestOnce() {
        int crashes = 0;
        for (long seed : seeds()) {
            ScoreCrashes run = new ScoreCrashes(seed, Fault.NONE, metrics);
            assertThat(run.differences())
                    .as("score differs; again: -Dtest=CrashSimulationTest -Dseed=%d", seed)
                    .isEmpty();
            crashes += run.crashes();
        }
        System.out.println("CRASHES score " + crashes);
        assertThat(crashes).isGreaterThan(SEED == null ? 10 * RUNS : 0);
    }

    @Test
    void shouldFindRequestsThatWereParkedAfterTheirOffsetsWereCommitted() {
        Fault fault = new Fault(Fault.Kind.BEHIND, "parked-requests");
        assertThat(LongStream.range(0, PLANTED_RUNS)
                        .mapToObj(seed -> new ScoreCrashes(seed, fault, metrics).differences()))
                .anyMatch(differences -> !differences.isEmpty());
    }
}
