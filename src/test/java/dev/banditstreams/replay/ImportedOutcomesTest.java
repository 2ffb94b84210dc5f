package dev.banditstreams.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.banditstreams.model.Millionths;
import dev.banditstreams.model.Outcome;
import dev.banditstreams.replay.ImportedOutcomes.Counts;
import java.util.List;
import org.junit.jupiter.api.Test;

class ImportedOutcomesTest {

    private final RunIds ids = new RunIds(Campaigns.of(20, 2, 1), "logged", 7);
    private final ImportedOutcomes outcomes = new ImportedOutcomes(ids);

    @Test
    void shouldFoldWhatThisImportBroughtNowAndBefore() {
        outcomes.add(outcome(0, "a", 1, Outcome.Reason.IMPORT), true);
        outcomes.add(outcome(1, "a", 0, Outcome.Reason.IMPORT), false);
        outcomes.add(outcome(2, "b", 0, Outcome.Reason.IMPORT), false);

        assertThat(outcomes.appeared()).isEqualTo(2);
        assertThat(outcomes.before().cardinality()).isEqualTo(1);
        assertThat(outcomes.rows().cardinality()).isEqualTo(3);
        assertThat(outcomes.arms()).isEqualTo(2);
        assertThat(outcomes.of("a")).isEqualTo(new Counts(2, Millionths.ONE, Millionths.ONE));
        assertThat(outcomes.total()).isEqualTo(new Counts(3, Millionths.ONE, 2 * Millionths.ONE));
    }

    @Test
    void shouldPassOverTheOutcomesOfOthers() {
        outcomes.add(outcome(0, "a", 1, Outcome.Reason.REWARD), false);
        RunIds others = new RunIds(Campaigns.of(20, 2, 1), "match", 7);
        outcomes.add(outcome(others.imported(0), "a", 1, Outcome.Reason.IMPORT), false);
        assertThat(outcomes.total()).isEqualTo(Counts.NONE);
        assertThat(outcomes.of("a")).isEqualTo(Counts.NONE);
    }

    /** A service that counts a row twice is to be seen, not smoothed over. */
    @Test
    void shouldShowARowThatCountsTwice() {
        outcomes.add(outcome(0, "a", 1, Outcome.Reason.IMPORT), true);
        outcomes.add(outcome(0, "a", 1, Outcome.Reason.IMPORT), false);
        assertThat(outcomes.appeared()).isEqualTo(1);
        assertThat(outcomes.of("a").trials()).isEqualTo(2);
    }

    private Outcome outcome(int row, String item, int value, Outcome.Reason reason) {
        return outcome(ids.imported(row), item, value, reason);
    }

    private static Outcome outcome(String rewardId, String item, int value, Outcome.Reason reason) {
        return new Outcome(
                "outcome of " + rewardId,
                item,
                "all",
                1,
                value * Millionths.ONE,
                (1 - value) * Millionths.ONE,
                reason,
                List.of(rewardId),
                null,
                0,
                null);
    }
}
