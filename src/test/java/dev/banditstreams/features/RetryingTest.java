package dev.banditstreams.features;

import static org.assertj.core.api.Assertions.assertThat;

import dev.banditstreams.metrics.FallbackMeters;
import dev.banditstreams.metrics.Metrics;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RetryingTest {

    private final Metrics metrics = new Metrics();
    private final ManualTimers timers = new ManualTimers();
    private final Calls store = new Calls();
    private final FallbackOptions.Retries options = new FallbackOptions.Retries(2, Duration.ofMillis(20), 0.1, 1);
    private final Retrying retrying = new Retrying(store, timers, options, () -> 0.5, new FallbackMeters(metrics));

    @AfterEach
    void close() {
        metrics.close();
    }

    @Test
    void shouldAskAgainForWhatFailedOnly() {
        FeatureRead read = retrying.read(Calls.query(timers.in(600), "a", "b", "c"));
        store.last().read().answer("a", Calls.FOUND);
        store.last().read().answer("b", Calls.failed(FailureCode.UNREADABLE));
        assertThat(read.answers()).hasSize(2);
        store.last().fail(FailureCode.UNANSWERED);
        timers.advance(9);
        assertThat(store.count()).isOne();
        timers.advance(1);
        assertThat(store.last().query().ids()).containsExactly("c");
        store.last().fail(FailureCode.UNAVAILABLE);
        timers.advance(20);
        store.last().find();

        assertThat(store.count()).isEqualTo(3);
        assertThat(read.answer("c")).isEqualTo(Calls.FOUND);
        assertThat(metrics.scrape()).contains("bandit_fallback_retries_total 2.0");
    }

    @Test
    void shouldGiveUpAfterSoManyTries() {
        store.script(call -> call.fail(FailureCode.UNAVAILABLE));
        FeatureRead read = retrying.read(Calls.query(timers.in(600), "a"));
        timers.advance(600);

        assertThat(store.count()).isEqualTo(3);
        assertThat(Calls.codes(read)).containsExactly(FailureCode.UNAVAILABLE);
        assertThat(timers.pending()).isZero();
    }

    @Test
    void shouldNotAskAgainWithoutTimeLeft() {
        FeatureRead read = retrying.read(Calls.query(timers.in(100), "a"));
        timers.advance(71);
        store.last().fail(FailureCode.UNAVAILABLE);

        assertThat(Calls.codes(read)).containsExactly(FailureCode.UNAVAILABLE);
        assertThat(timers.pending()).isZero();
    }

    @Test
    void shouldStopWhenNobodyWaits() {
        FeatureRead read = retrying.read(Calls.query(timers.in(600), "a"));
        store.last().fail(FailureCode.UNAVAILABLE);
        read.cancel();
        assertThat(timers.pending()).isZero();
        timers.advance(600);
        assertThat(store.count()).isOne();

        FeatureRead other = retrying.read(Calls.query(timers.in(600), "a"));
        store.last().fail(FailureCode.UNAVAILABLE);
        timers.advance(10);
        other.cancel();
        assertThat(store.last().cancelled()).isTrue();
        assertThat(timers.pending()).isZero();
    }

    @Test
    void shouldRetryAShareOfTheCallsOnly() {
        store.script(call -> call.fail(FailureCode.UNAVAILABLE));
        int reads = 10_000;
        for (int n = 0; n < reads; n++) {
            retrying.read(Calls.query(timers.in(600), "a"));
            timers.advance(1);
        }
        timers.advance(600);

        // A tenth of the calls, one for each of the ten seconds, and ten that were saved up.
        assertThat(store.count() - reads).isBetween(1_000, 1_021);
    }

    @Test
    void shouldRetryAFewAlsoWithHardlyAnyCalls() {
        retrying.read(Calls.query(timers.in(600), "a"));
        store.last().fail(FailureCode.EXHAUSTED);
        timers.advance(10);

        assertThat(store.count()).isEqualTo(2);
    }
}
