package dev.banditstreams.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WaitingTest {

    private final AtomicLong figure = new AtomicLong();
    private final Waiting waiting = new Waiting(() -> {}, TimeUnit.MILLISECONDS.toNanos(200));

    @Test
    void shouldReturnAtTheGoalHoweverLongItTakesToMoveThere() throws Exception {
        assertThat(waiting.reach(20, figure::incrementAndGet)).isEqualTo(20);
    }

    @Test
    void shouldGiveUpOnWhatDoesNotMove() throws Exception {
        figure.set(7);
        assertThat(waiting.reach(8, figure::get)).isEqualTo(7);
    }

    @Test
    void shouldEndWithWhatIsWaitedFor() {
        Waiting failing = new Waiting(
                () -> {
                    throw new BenchException("gone");
                },
                Long.MAX_VALUE);

        assertThatThrownBy(() -> failing.reach(1, figure::get)).hasMessage("gone");
        assertThatThrownBy(() -> failing.seconds(1_000)).hasMessage("gone");
    }

    @Test
    void shouldWaitUntilThen() throws Exception {
        long then = System.nanoTime() + 30_000_000;
        waiting.until(then);
        assertThat(System.nanoTime() - then).isNotNegative();
    }
}
