package dev.banditstreams.features;

import static org.assertj.core.api.Assertions.assertThat;

import dev.banditstreams.metrics.FallbackMeters;
import dev.banditstreams.metrics.Metrics;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HedgingTest {

    private final Metrics metrics = new Metrics();
    private final ManualTimers timers = new ManualTimers();
    private final Calls store = new Calls();
    private final Hedging hedging = new Hedging(store, timers, 0.05, new FallbackMeters(metrics));

    @AfterEach
    void close() {
        metrics.close();
    }

    @Test
    void shouldNotHedgeBeforeItKnowsWhatIsSlow() {
        hedging.read(Calls.query(timers.in(10_000), "a"));
        timers.advance(10_000);

        assertThat(store.count()).isOne();
    }

    @Test
    void shouldTakeTheFirstAnswerAndStopTheSlowerCall() {
        warmUp();
        FeatureRead read = hedging.read(Calls.query(timers.in(1_000), "a", "b"));
        Calls.Call slow = store.last();
        slow.read().answer("a", Calls.FOUND);
        timers.advance(9);
        assertThat(store.last()).isSameAs(slow);
        timers.advance(2);
        assertThat(store.last().query().ids()).containsExactly("b");
        store.last().find();

        assertThat(read.isDone()).isTrue();
        assertThat(slow.cancelled()).isTrue();
        assertThat(timers.pending()).isZero();
        assertThat(metrics.scrape()).contains("bandit_fallback_hedges_total 1.0");
    }

    @Test
    void shouldNotLetAFailureBeatTheOtherCall() {
        warmUp();
        FeatureRead read = hedging.read(Calls.query(timers.in(1_000), "a", "b"));
        Calls.Call first = store.last();
        timers.advance(11);
        Calls.Call second = store.last();
        second.fail(FailureCode.CIRCUIT_OPEN);
        assertThat(read.answers()).isEmpty();
        first.read().answer("a", Calls.FOUND);
        first.fail(FailureCode.DEADLINE);

        assertThat(read.answer("a")).isEqualTo(Calls.FOUND);
        assertThat(read.answer("b")).isEqualTo(Calls.failed(FailureCode.DEADLINE));
    }

    @Test
    void shouldLetTheHedgeAnswerWhatTheFirstCallFailed() {
        warmUp();
        FeatureRead read = hedging.read(Calls.query(timers.in(1_000), "a"));
        timers.advance(11);
        store.all.get(store.count() - 2).fail(FailureCode.DEADLINE);
        assertThat(read.isDone()).isFalse();
        store.last().find();

        assertThat(read.answer("a")).isEqualTo(Calls.FOUND);
    }

    @Test
    void shouldCancelBothCalls() {
        warmUp();
        FeatureRead read = hedging.read(Calls.query(timers.in(1_000), "a"));
        timers.advance(11);
        read.cancel();

        assertThat(store.all.subList(store.count() - 2, store.count())).allMatch(Calls.Call::cancelled);
        assertThat(timers.pending()).isZero();
    }

    @Test
    void shouldHedgeAShareOfTheCallsOnly() {
        warmUp();
        int before = store.count();
        for (int n = 0; n < 1_000; n++) {
            hedging.read(Calls.query(timers.in(1_000), "a"));
            timers.advance(5);
        }
        timers.advance(100);

        // The calls of the warm-up earned some, too.
        assertThat(store.count() - before - 1_000).isBetween(45, 55);
    }

    /** A hundred calls of 10 ms. */
    private void warmUp() {
        for (int n = 0; n < 100; n++) {
            hedging.read(Calls.query(timers.in(1_000), "a"));
            Calls.Call call = store.last();
            timers.advance(10);
            call.find();
        }
    }
}
