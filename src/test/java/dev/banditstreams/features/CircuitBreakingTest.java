package dev.banditstreams.features;

import static org.assertj.core.api.Assertions.assertThat;

import dev.banditstreams.features.Calls.Call;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CircuitBreakingTest {

    private static final long TIMEOUT_MILLIS = 250;

    private final ManualTimers timers = new ManualTimers();
    private final Calls store = new Calls();
    private final CircuitBreaking circuit = new CircuitBreaking(
            new CallTimeout(store, timers, Duration.ofMillis(TIMEOUT_MILLIS)),
            timers,
            new FallbackOptions.Breaker(Duration.ofMillis(800), 3, 0.75, Duration.ofSeconds(1)));
    private int asked;

    @ParameterizedTest
    @CsvSource({"200,0", "200,1", "200,60", "200,120", "200,199", "10,3", "1,0", "50,17"})
    void shouldOpenWithinASecondOfAHang(int periodMillis, int phaseMillis) {
        store.script(Call::find);
        ask(2_000 / periodMillis, periodMillis);
        timers.advance(phaseMillis);
        store.script(call -> {});
        long outage = timers.nanos();
        while (circuit.state() == 0 && timers.nanos() - outage < 1_000_000_000L) {
            ask(1, Math.min(periodMillis, 20));
            timers.advance(Math.max(0, periodMillis - 20));
        }

        assertThat(circuit.state()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(names = {"UNAVAILABLE", "EXHAUSTED", "INTERNAL", "UNANSWERED", "UNREADABLE", "REFUSED"})
    void shouldOpenWithinASecondOfEveryKindOfFault(FailureCode code) {
        store.script(Call::find);
        ask(10, 200);
        store.script(call -> call.fail(code));
        ask(5, 200);

        assertThat(circuit.state()).isEqualTo(1);
    }

    @Test
    void shouldNotOpenForAFewBadEntities() {
        store.script(call -> call.fail(FailureCode.UNREADABLE));
        for (int n = 0; n < 1_000; n++) {
            circuit.read(Calls.query(timers.in(1_000), "bad-" + n % 2));
            timers.advance(1);
        }
        assertThat(circuit.state()).isZero();

        store.script(call -> {
            call.read().answer("id-0", Calls.FOUND);
            call.fail(FailureCode.INTERNAL);
        });
        for (int n = 0; n < 100; n++) {
            circuit.read(Calls.query(timers.in(1_000), 0, 100));
        }
        assertThat(circuit.state()).isZero();
    }

    @Test
    void shouldNotOpenForAThirdOfTheCalls() {
        for (int n = 0; n < 3_000; n++) {
            boolean bad = n % 3 == 0;
            store.script(call -> {
                if (bad) {
                    call.fail(FailureCode.UNAVAILABLE);
                } else {
                    call.find();
                }
            });
            ask(1, 3);
        }

        assertThat(circuit.state()).isZero();
    }

    @Test
    void shouldNotCountWhatWasNotAskedOrIsNoFault() {
        for (FailureCode code :
                new FailureCode[] {FailureCode.SATURATED, FailureCode.CANCELLED, FailureCode.TOO_LARGE}) {
            store.script(call -> call.fail(code));
            ask(50, 2);
        }

        assertThat(circuit.state()).isZero();
    }

    @Test
    void shouldCountWhatTheReadsDeadlineCutsOff() {
        CircuitBreaking bare = new CircuitBreaking(
                store, timers, new FallbackOptions.Breaker(Duration.ofMillis(800), 3, 0.75, Duration.ofSeconds(1)));
        for (int n = 0; n < 6; n++) {
            FeatureRead read = bare.read(Calls.query(timers.in(100), "id-" + n));
            timers.after(Duration.ofMillis(n < 3 ? 99 : 100), read::cancel);
        }
        timers.advance(99);
        assertThat(bare.state()).as("cancelled before").isZero();
        timers.advance(1);

        assertThat(bare.state()).isEqualTo(1);
    }

    @Test
    void shouldProbeOnceASecondAndCloseAtTheFirstAnswer() {
        open();
        int before = store.count();
        store.script(call -> {});
        for (int millis = 0; millis < 10_000; millis += 10) {
            ask(1, 10);
        }
        assertThat(store.count() - before).isBetween(9, 10);

        long end = timers.nanos();
        store.script(Call::find);
        while (circuit.state() != 0) {
            ask(1, 10);
        }
        assertThat(timers.nanos() - end).isLessThan(1_250_000_000L);
        int closed = store.count();
        ask(10, 1);
        assertThat(store.count() - closed).isEqualTo(10);
    }

    @Test
    void shouldRefuseAtOnceWhileOpen() {
        open();
        int before = store.count();
        FeatureRead refused = circuit.read(Calls.query(timers.in(1_000), 0, 400));

        assertThat(Calls.codes(refused)).containsExactly(FailureCode.CIRCUIT_OPEN);
        assertThat(store.count()).isEqualTo(before);

        Calls behind = new Calls();
        FeatureSource gate = circuit.inFrontOf(behind);
        assertThat(Calls.codes(gate.read(Calls.query(timers.in(1_000), "a"))))
                .containsExactly(FailureCode.CIRCUIT_OPEN);
        assertThat(behind.count()).isZero();
        timers.advance(1_000);
        gate.read(Calls.query(timers.in(1_000), "a"));
        assertThat(behind.count()).as("the probe gets through").isOne();
    }

    @Test
    void shouldProbeAgainAfterAProbeThatWasCancelledOrSaysNothing() {
        open();
        store.script(call -> {});
        timers.advance(1_000);
        FeatureRead probe = circuit.read(Calls.query(timers.in(1_000), "probe"));
        assertThat(circuit.state()).isEqualTo(0.5);
        assertThat(Calls.codes(circuit.read(Calls.query(timers.in(1_000), "b"))))
                .containsExactly(FailureCode.CIRCUIT_OPEN);
        probe.cancel();
        assertThat(circuit.state()).isEqualTo(1);

        timers.advance(1_000);
        store.script(call -> call.fail(FailureCode.SATURATED));
        ask(1, 0);
        assertThat(circuit.state()).isEqualTo(1);
        timers.advance(1_000);
        store.script(Call::find);
        ask(1, 0);
        assertThat(circuit.state()).isZero();
    }

    @Test
    void shouldProbeAgainAfterAProbeThatNeverEnds() {
        CircuitBreaking bare = new CircuitBreaking(
                store, timers, new FallbackOptions.Breaker(Duration.ofMillis(800), 1, 0.75, Duration.ofSeconds(1)));
        bare.read(Calls.query(timers.in(1_000), "a"));
        store.last().fail(FailureCode.UNAVAILABLE);
        timers.advance(1_000);
        bare.read(Calls.query(timers.in(1_000), "a"));
        Call lost = store.last();
        timers.advance(1_000);
        bare.read(Calls.query(timers.in(1_000), "b"));
        assertThat(store.last()).isNotSameAs(lost);
        lost.fail(FailureCode.UNAVAILABLE);
        assertThat(bare.state()).as("the lost probe says nothing any longer").isEqualTo(0.5);
        store.last().find();

        assertThat(bare.state()).isZero();
    }

    @Test
    void shouldNotCountCallsOfBeforeTheOutagesEnd() {
        CircuitBreaking bare = new CircuitBreaking(
                store, timers, new FallbackOptions.Breaker(Duration.ofMillis(800), 3, 0.75, Duration.ofSeconds(1)));
        for (int n = 0; n < 10; n++) {
            bare.read(Calls.query(timers.in(1_000), "id-" + n));
        }
        store.all.subList(0, 3).forEach(call -> call.fail(FailureCode.UNAVAILABLE));
        assertThat(bare.state()).isEqualTo(1);
        timers.advance(1_000);
        bare.read(Calls.query(timers.in(1_000), "probe"));
        store.last().find();
        store.all.subList(3, 10).forEach(call -> call.fail(FailureCode.UNAVAILABLE));

        assertThat(bare.state()).isZero();
    }

    private void open() {
        store.script(call -> call.fail(FailureCode.UNAVAILABLE));
        ask(3, 1);
        assertThat(circuit.state()).isEqualTo(1);
    }

    private void ask(int times, long periodMillis) {
        for (int n = 0; n < times; n++) {
            circuit.read(Calls.query(timers.in(1_000), "id-" + asked++));
            timers.advance(periodMillis);
        }
    }
}
