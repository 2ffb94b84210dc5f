package dev.banditstreams.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GapsTest {

    private static final long MILLI = 1_000_000;

    private final Gaps gaps = new Gaps(2, 0);

    @Test
    void shouldTellAPartitionThatWaitsFromSilence() {
        gaps.begin();
        for (int millis = 10; millis <= 500; millis += 10) {
            gaps.answered(0, millis * MILLI);
            if (millis == 400) {
                gaps.answered(1, millis * MILLI);
            }
        }

        Gaps.Gap gap = gaps.end(510 * MILLI);
        assertThat(gap.partitionMillis()).isEqualTo(400);
        assertThat(gap.silenceMillis()).isEqualTo(10);
    }

    @Test
    void shouldCountAGapThatHasNotEnded() {
        gaps.begin();
        gaps.answered(0, 10 * MILLI);
        gaps.answered(1, 20 * MILLI);

        Gaps.Gap gap = gaps.end(900 * MILLI);
        assertThat(gap.partitionMillis()).isEqualTo(890);
        assertThat(gap.silenceMillis()).isEqualTo(880);
    }

    @Test
    void shouldForgetWhatWasBeforeAFault() {
        gaps.answered(0, 700 * MILLI);
        gaps.answered(1, 700 * MILLI);
        gaps.begin();
        gaps.answered(0, 720 * MILLI);
        gaps.answered(1, 730 * MILLI);

        assertThat(gaps.end(740 * MILLI).partitionMillis()).isEqualTo(30);
    }

    @Test
    void shouldSayWhetherEveryPartitionAnswers() {
        gaps.answered(0, 10 * MILLI);
        assertThat(gaps.allAnsweredSince(5 * MILLI)).isFalse();
        gaps.answered(1, 11 * MILLI);
        assertThat(gaps.allAnsweredSince(5 * MILLI)).isTrue();
        assertThat(gaps.allAnsweredSince(10 * MILLI)).isFalse();
    }
}
