package dev.banditstreams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.banditstreams.metrics.Metrics;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Tasks that crash anywhere, some thousand times, end with what a plain model makes of the records that they read.
 *
 * <p>A run that fails names its seed; {@code mvn -B test -Dtest=CrashSimulationTest -Dseed=7} is that run alone, and
 * {@code -Dcrash.runs=1000} are more of them. Nothing depends on how fast it runs.
 */
class CrashSimulationTest {

    private static final Long SEED = Long.getLong("seed");
    private static final int RUNS = Integer.getInteger("crash.runs", 60);
    /** In so many runs each planted bug has to show. */
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
        int discarded = 0;
        Set<String> seen = new TreeSet<>();
        for (long seed : seeds()) {
            LearnCrashes run = new LearnCrashes(seed, Fault.NONE, metrics);
            assertThat(run.differences())
                    .as("learn differs; again: -Dtest=CrashSimulationTest -Dseed=%d", seed)
                    .isEmpty();
            crashes += run.crashes();
            discarded += run.discarded();
            seen.addAll(run.seen());
        }
        if (SEED == null) {
            assertThat(crashes).isGreaterThan(40 * RUNS);
            assertThat(discarded).isGreaterThan(crashes);
            assertThat(seen)
                    .contains("credited", "superseded", "impression", "duplicate", "imported", "second-slate")
                    .contains("late", "orphan", "not-served", "future", "unknown-type", "invalid-value")
                    .contains("undecodable", "missing-value", "missing-id", "key-mismatch");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "FORGETS_REWARD_IDS, served-slates",
        "BEHIND, served-slates",
        "AHEAD, served-slates",
        "BEHIND, parked-rewards",
        "AHEAD, parked-rewards",
        "BEHIND, attribution-due",
        "BEHIND, import-marks",
        "AHEAD, import-marks",
        "BEHIND, arms",
        "AHEAD, arms",
        "BEHIND, unpublished-arms",
        "BEHIND, items",
        "BEHIND, sets"
    })
    void shouldFindPlantedBugsOfLearn(Fault.Kind kind, String store) {
        Fault fault = new Fault(kind, store);
        assertThat(LongStream.range(0, PLANTED_RUNS)
                        .mapToObj(seed -> new LearnCrashes(seed, fault, metrics).differences()))
                .anyMatch(differences -> !differences.isEmpty());
    }

    @Test
    void shouldAnswerEachRequestOnce() {
        int crashes = 0;
        int discarded = 0;
        for (long seed : seeds()) {
            ScoreCrashes run = new ScoreCrashes(seed, Fault.NONE, metrics);
            assertThat(run.differences())
                    .as("score differs; again: -Dtest=CrashSimulationTest -Dseed=%d", seed)
                    .isEmpty();
            crashes += run.crashes();
            discarded += run.discarded();
        }
        if (SEED == null) {
            assertThat(crashes).isGreaterThan(20 * RUNS);
            assertThat(discarded).isGreaterThan(crashes);
        }
    }

    @ParameterizedTest
    @CsvSource({"BEHIND, parked-requests", "BEHIND, user-features"})
    void shouldFindPlantedBugsOfScore(Fault.Kind kind, String store) {
        Fault fault = new Fault(kind, store);
        assertThat(LongStream.range(0, PLANTED_RUNS)
                        .mapToObj(seed -> new ScoreCrashes(seed, fault, metrics).differences()))
                .anyMatch(differences -> !differences.isEmpty());
    }
}
