package dev.banditstreams.features;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** {@link CallTimeout} and {@link ReadDeadline}. */
class TimeoutsTest {

    private final ManualTimers timers = new ManualTimers();
    private final Calls store = new Calls();
    private final CallTimeout timeout = new CallTimeout(store, timers, Duration.ofMillis(250));
    private final ReadDeadline deadline = new ReadDeadline(store, timers);

    @Test
    void shouldEndASlowCallAndKeepWhatCame() {
        FeatureRead read = timeout.read(Calls.query(timers.in(1_000), "a", "b"));
        assertThat(store.last().query().deadline()).isEqualTo(timers.in(250));
        store.last().read().answer("a", Calls.FOUND);
        timers.advance(249);
        assertThat(read.isDone()).isFalse();
        timers.advance(1);

        assertThat(read.answer("a")).isEqualTo(Calls.FOUND);
        assertThat(read.answer("b"))
                .isInstanceOfSatisfying(
                        FeatureAnswer.Failed.class,
                        failed -> assertThat(failed.code()).isEqualTo(FailureCode.DEADLINE));
        assertThat(store.last().cancelled()).isTrue();
        assertThat(timers.pending()).isZero();
    }

    @Test
    void shouldNotLetACallOutliveItsRead() {
        FeatureRead read = timeout.read(Calls.query(timers.in(100), "a"));
        timers.advance(100);

        assertThat(Calls.codes(read)).containsExactly(FailureCode.DEADLINE);
    }

    @Test
    void shouldTakeTheTimersBack() {
        timeout.read(Calls.query(timers.in(100), "a"));
        store.last().find();
        timeout.read(Calls.query(timers.in(100), "a")).cancel();
        assertThat(store.last().cancelled()).isTrue();
        deadline.read(Calls.query(timers.in(100), "a"));
        store.last().find();
        deadline.read(Calls.query(timers.in(100), "a")).cancel();

        assertThat(store.last().cancelled()).isTrue();
        assertThat(timers.pending()).isZero();
        assertThat(deadline.open()).isZero();
    }

    @Test
    void shouldEndAReadAtItsDeadline() {
        FeatureRead read = deadline.read(Calls.query(timers.in(600), "a", "b"));
        store.last().read().answer("b", Calls.MISSING);
        timers.advance(599);
        assertThat(read.isDone()).isFalse();
        timers.advance(1);

        assertThat(read.answer("b")).isEqualTo(Calls.MISSING);
        assertThat(read.isDone()).isTrue();
        assertThat(store.last().cancelled()).isTrue();
        assertThat(deadline.open()).isZero();
    }

    @Test
    void shouldCancelWhatIsOpenWhenItIsClosed() {
        FeatureRead read = deadline.read(Calls.query(timers.in(600), "a"));
        deadline.close();

        assertThat(Calls.codes(read)).containsExactly(FailureCode.CANCELLED);
        assertThat(Calls.codes(deadline.read(Calls.query(timers.in(600), "a")))).containsExactly(FailureCode.CANCELLED);
        assertThat(store.count()).isOne();
        assertThat(timers.pending()).isZero();
    }
}
