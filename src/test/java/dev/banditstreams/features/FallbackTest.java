package dev.banditstreams.features;

import static org.assertj.core.api.Assertions.assertThat;

import dev.banditstreams.features.Calls.Call;
import dev.banditstreams.metrics.FallbackMeters;
import dev.banditstreams.metrics.Metrics;
import dev.banditstreams.model.EntityType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FallbackTest {

    private static final Fallback.Held NOTHING = new Fallback.Held(0, 0, 0, 0);

    private final Metrics metrics = new Metrics();
    private final ManualTimers timers = new ManualTimers();
    private final Calls store = new Calls();
    private final Fallback fallback =
            new Fallback(store, options(false), new FallbackMeters(metrics), timers, () -> 0.5);
    private final List<FeatureRead> reads = new ArrayList<>();

    static FallbackOptions options(boolean hedge) {
        return new FallbackOptions(
                100,
                Duration.ZERO,
                Duration.ofMillis(600),
                new FallbackOptions.Calls(Duration.ofMillis(250), 64, 256),
                new FallbackOptions.Retries(2, Duration.ofMillis(20), 0.1, 1),
                new FallbackOptions.Breaker(Duration.ofMillis(800), 3, 0.75, Duration.ofSeconds(1)),
                new FallbackOptions.Negative(Duration.ofSeconds(60), 1_000),
                hedge);
    }

    @AfterEach
    void close() {
        assertThat(reads).allMatch(FeatureRead::isDone);
        assertThat(fallback.held()).isEqualTo(NOTHING);
        assertThat(timers.pending()).isZero();
        metrics.close();
    }

    @Test
    void shouldReadFourHundredItemsAsFourCallsAtOnce() {
        FeatureRead read = read(0, 400);
        assertThat(store.count()).isEqualTo(4);
        assertThat(fallback.held()).isEqualTo(new Fallback.Held(1, 400, 4, 0));
        assertThat(metrics.scrape()).contains("bandit_fallback_calls_inflight 4.0");
        timers.advance(20);
        store.all.forEach(Call::find);

        assertThat(read.answers()).hasSize(400);
        assertThat(metrics.scrape())
                .contains(
                        "bandit_fallback_read_entities_sum 400.0",
                        "bandit_fallback_call_entities_count 4",
                        "bandit_fallback_circuit 0.0",
                        "bandit_fallback_calls_inflight 0.0",
                        "bandit_fallback_read_latency_seconds_bucket{le=\"");
    }

    @Test
    void shouldGiveAReadItsTimeHoweverNearTheDeadlineIs() {
        FeatureRead read = fallback.read(Calls.query(timers.in(5), "a"));
        reads.add(read);
        timers.advance(240);
        store.last().find();

        assertThat(read.answer("a")).isEqualTo(Calls.FOUND);
    }

    @Test
    void shouldCountFailuresByCode() {
        store.script(call -> call.fail(FailureCode.REFUSED));
        read(0, 7);

        assertThat(metrics.scrape()).contains("bandit_fallback_failures_total{code=\"refused\"} 7.0");
    }

    @Test
    void shouldAskAgainForWhatIsForgotten() {
        store.script(call -> call.read().answerRest(Calls.MISSING));
        read(0, 1);
        assertThat(fallback.knowsMissing(EntityType.ITEM, "id-0")).isTrue();
        read(0, 1);
        assertThat(store.count()).isOne();
        fallback.forget(EntityType.ITEM, "id-0");
        read(0, 1);

        assertThat(store.count()).isEqualTo(2);
    }

    /**
     * 5 requests a second, then a hang of 30 s, then all is well: open within 1 s, a call a second, back within 2 s.
     */
    @Test
    void shouldSurviveAHang() {
        store.script(Call::find);
        every(200, 2_000, 0);
        store.script(call -> {});
        long outage = timers.nanos();
        int id = 100_000;
        while (fallback.circuitState() == 0) {
            read(id++, id);
            timers.advance(200);
        }
        assertThat(timers.nanos() - outage).isLessThanOrEqualTo(1_000_000_000L);
        int opened = store.count();
        every(200, 29_000, 200_000);
        assertThat(store.count() - opened).isLessThanOrEqualTo(29);

        store.script(Call::find);
        long end = timers.nanos();
        FeatureRead last = read(id++, id);
        while (!last.answers().containsValue(Calls.FOUND)) {
            timers.advance(20);
            last = read(id++, id);
        }
        assertThat(timers.nanos() - end).isLessThan(2_000_000_000L);
        every(20, 1_000, 300_000);
        assertThat(reads.subList(reads.size() - 50, reads.size()))
                .allMatch(read -> read.answers().containsValue(Calls.FOUND));
        timers.advance(1_000);
    }

    @Test
    void shouldHoldAFlatNumberOfThingsWhileTheStoreHangs() {
        store.script(call -> {});
        int most = 0;
        for (int n = 0; n < 20_000; n++) {
            FeatureRead read = fallback.read(Calls.query(timers.in(150), 100 * n, 100 * n + 2));
            read.onDone(all -> assertThat(all).hasSize(2));
            if (n % 2 == 0) {
                timers.advance(1);
            }
            most = Math.max(most, timers.pending());
        }
        timers.advance(1_000);

        // 64 calls and 256 that wait, each with its own and its read's timer.
        assertThat(most).isLessThan(1_000);
    }

    @Test
    void shouldAnswerWhatIsOpenWhenItIsClosed() {
        FeatureRead open = read(0, 250);
        fallback.close();

        assertThat(Calls.codes(open)).containsExactly(FailureCode.CANCELLED);
        assertThat(store.all).allMatch(Call::cancelled);
        assertThat(read(0, 1).isDone()).isTrue();
    }

    private void every(int periodMillis, int millis, int firstId) {
        for (int n = 0; n < millis / periodMillis; n++) {
            read(firstId + n, firstId + n + 1);
            timers.advance(periodMillis);
        }
    }

    private FeatureRead read(int from, int to) {
        FeatureRead read = fallback.read(Calls.query(timers.in(150), from, to));
        reads.add(read);
        return read;
    }
}
