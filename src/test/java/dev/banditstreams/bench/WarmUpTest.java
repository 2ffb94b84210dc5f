package dev.banditstreams.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WarmUpTest {

    private final WarmUp warmUp = new WarmUp(60);

    @Test
    void shouldNotEndBeforeItsTimeHoweverQuietItIs() {
        add(WarmUp.SHORTEST - 1, 0, 100);
        assertThat(warmUp.quiet()).isTrue();
        assertThat(warmUp.over()).isFalse();

        add(1, 0, 100);
        assertThat(warmUp.over()).isTrue();
        assertThat(warmUp.description()).startsWith("15 s at saturation").doesNotContain("not quiet");
    }

    @Test
    void shouldWaitForTheCompiler() {
        add(30, 500, 100);
        assertThat(warmUp.over()).isFalse();
        add(WarmUp.LOOK_BACK, WarmUp.QUIET_MILLIS, 100);
        assertThat(warmUp.over()).isTrue();
    }

    @Test
    void shouldWaitForASteadyThroughput() {
        add(20, 0, 100);
        add(WarmUp.LOOK_BACK, 0, 120);
        assertThat(warmUp.over()).isFalse();
        add(WarmUp.LOOK_BACK, 0, 125);
        assertThat(warmUp.over()).isTrue();
    }

    @Test
    void shouldEndWhenTimeIsUpAndSayThatItWasNotQuiet() {
        add(60, 500, 100);
        assertThat(warmUp.over()).isTrue();
        assertThat(warmUp.description()).contains("500 ms a second", "100 requests a second", "not quiet yet");
    }

    @Test
    void shouldEndShortWarmUps() {
        WarmUp two = new WarmUp(2);
        two.add(new WarmUp.Second(1, 900, 10));
        assertThat(two.over()).isFalse();
        two.add(new WarmUp.Second(1, 900, 10));
        assertThat(two.over()).isTrue();
    }

    private void add(int seconds, double compilerMillis, long answered) {
        for (int i = 0; i < seconds; i++) {
            warmUp.add(new WarmUp.Second(1, compilerMillis, answered));
        }
    }
}
