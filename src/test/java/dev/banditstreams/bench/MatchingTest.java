package dev.banditstreams.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MatchingTest {

    private final Matching matching = new Matching();

    @Test
    void shouldCountEachRequestOnce() {
        for (long number : new long[] {0, 2, 2, 1, 2}) {
            matching.answered(number, 4);
        }
        assertThat(matching.answers()).isEqualTo(3);
        assertThat(matching.duplicates()).isEqualTo(2);
        assertThat(matching.foreign()).isZero();
    }

    @Test
    void shouldTellAnswersThatNobodyAskedFor() {
        matching.answered(-1, 4);
        matching.answered(4, 4);
        assertThat(matching.answers()).isZero();
        assertThat(matching.foreign()).isEqualTo(2);
    }
}
