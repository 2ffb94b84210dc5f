package dev.banditstreams.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class LedgerTest {

    private final Ledger ledger = new Ledger();

    @Test
    void shouldMissAnAnswer() {
        send(3);
        ledger.ended(0);
        ledger.ended(2);

        assertThat(ledger.open()).isEqualTo(1);
        assertThat(ledger.open(1)).isZero();
        assertThat(ledger.open(2)).isEqualTo(1);
        assertThat(ledger.twice()).isZero();
    }

    @Test
    void shouldSeeASecondAnswerAndOneToNothing() {
        send(1);
        ledger.ended(0);
        ledger.ended(0);
        ledger.ended(1);
        ledger.ended(-1);

        assertThat(ledger.twice()).isEqualTo(3);
        assertThat(ledger.open()).isZero();
    }

    @Test
    void shouldCountOnlyWhatTheBrokerHas() {
        send(1);
        int unwritten = ledger.send();

        assertThat(ledger.requests()).isEqualTo(1);
        assertThat(ledger.unwritten()).isEqualTo(1);
        ledger.ended(0);
        assertThat(ledger.open()).isZero();
        ledger.written(unwritten);
        assertThat(ledger.open()).isEqualTo(1);
    }

    @Test
    void shouldFailWithTheFirstFailure() {
        ledger.check();
        ledger.failed(new IllegalStateException("no broker"));
        ledger.failed(new IllegalStateException("nor anything else"));

        assertThatThrownBy(ledger::check).isInstanceOf(ChaosException.class).hasMessageContaining("no broker");
    }

    private void send(int requests) {
        for (int i = 0; i < requests; i++) {
            ledger.written(ledger.send());
        }
    }
}
