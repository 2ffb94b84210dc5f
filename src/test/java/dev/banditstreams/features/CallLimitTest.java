package dev.banditstreams.features;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CallLimitTest {

    private final ManualTimers timers = new ManualTimers();
    private final Calls store = new Calls();
    private final CallLimit limit = new CallLimit(store, timers, 2, 3);

    @Test
    void shouldStartWhatWaitsInOrderAndRefuseTheRest() {
        List<FeatureRead> reads = new ArrayList<>();
        for (int n = 0; n < 6; n++) {
            reads.add(limit.read(Calls.query(timers.in(100), "id-" + n)));
        }
        assertThat(store.count()).isEqualTo(2);
        assertThat(limit.waiting()).isEqualTo(3);
        assertThat(Calls.codes(reads.get(5))).containsExactly(FailureCode.SATURATED);

        store.all.get(1).find();
        assertThat(store.last().query().ids()).containsExactly("id-2");
        store.all.get(0).fail(FailureCode.INTERNAL);
        assertThat(store.last().query().ids()).containsExactly("id-3");
        for (int n = 2; n < 5; n++) {
            store.all.get(n).find();
        }

        assertThat(reads).allMatch(FeatureRead::isDone);
        assertThat(reads.get(4).answer("id-4")).isEqualTo(Calls.FOUND);
        assertNothingHeld();
    }

    @Test
    void shouldEndWhatWaitsAtItsDeadlineAndWhatIsCancelled() {
        limit.read(Calls.query(timers.in(1_000), "a"));
        limit.read(Calls.query(timers.in(1_000), "b"));
        FeatureRead late = limit.read(Calls.query(timers.in(100), "c"));
        FeatureRead cancelled = limit.read(Calls.query(timers.in(200), "d"));
        cancelled.cancel();
        timers.advance(99);
        assertThat(late.isDone()).isFalse();
        timers.advance(1);

        assertThat(Calls.codes(late)).containsExactly(FailureCode.SATURATED);
        assertThat(limit.waiting()).isZero();
        store.all.get(0).find();
        store.all.get(1).read().cancel();
        assertThat(store.count()).isEqualTo(2);
        assertNothingHeld();
    }

    @Test
    void shouldCancelACallThatHadToWait() {
        limit.read(Calls.query(timers.in(1_000), "a"));
        limit.read(Calls.query(timers.in(1_000), "b"));
        FeatureRead waited = limit.read(Calls.query(timers.in(1_000), "c"));
        store.all.get(0).find();
        waited.cancel();

        assertThat(store.last().cancelled()).isTrue();
        store.all.get(1).find();
        assertNothingHeld();
    }

    @Test
    void shouldGiveTheTurnBackWhenTheSourceThrows() {
        store.script(call -> {
            throw new IllegalStateException("no channel");
        });
        for (int n = 0; n < 5; n++) {
            assertThat(Calls.codes(limit.read(Calls.query(timers.in(100), "a"))))
                    .containsExactly(FailureCode.INTERNAL);
        }
        assertNothingHeld();
    }

    @Test
    void shouldNotGrowTheStackWithTheQueue() {
        CallLimit deep = new CallLimit(store, timers, 1, 100_000);
        deep.read(Calls.query(timers.in(100), "first"));
        List<FeatureRead> reads = new ArrayList<>();
        for (int n = 0; n < 20_000; n++) {
            reads.add(deep.read(Calls.query(timers.in(100), "id")));
        }
        Calls.Call first = store.last();
        store.script(Calls.Call::find);
        first.find();

        assertThat(reads).allMatch(read -> Calls.FOUND.equals(read.answer("id")));
        assertThat(deep.running()).isZero();
    }

    private void assertNothingHeld() {
        assertThat(limit.running()).isZero();
        assertThat(limit.waiting()).isZero();
        assertThat(timers.pending()).isZero();
    }
}
