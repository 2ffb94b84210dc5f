package dev.banditstreams.chaos;

import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/** What became of each request, by its number from 0. Safe for use by many threads. */
final class Ledger {

    private final BitSet written = new BitSet();
    private final BitSet answered = new BitSet();
    private int sent;
    private long twice;
    private long degraded;
    private long foreign;
    private long rewards;
    private @Nullable Exception failure;

    synchronized int send() {
        return sent++;
    }

    /** The broker has it. */
    synchronized void written(int number) {
        written.set(number);
    }

    synchronized void rewardWritten() {
        rewards++;
    }

    synchronized void failed(Exception cause) {
        if (failure == null) {
            failure = cause;
        }
    }

    /** An answer or a dead letter has come. */
    synchronized void ended(int number) {
        if (number < 0 || number >= sent) {
            foreign++;
        } else if (answered.get(number)) {
            twice++;
        } else {
            answered.set(number);
        }
    }

    synchronized void degraded() {
        degraded++;
    }

    synchronized int sent() {
        return sent;
    }

    /** Written and not ended, of the first ones. */
    synchronized int open(int before) {
        BitSet open = (BitSet) written.clone();
        open.andNot(answered);
        return open.get(0, before).cardinality();
    }

    synchronized int open() {
        return open(sent);
    }

    /** Neither written nor refused by the broker yet. */
    synchronized int unwritten() {
        return sent - written.cardinality();
    }

    synchronized int requests() {
        return written.cardinality();
    }

    synchronized long rewards() {
        return rewards;
    }

    /** Answers too many, and answers to nothing. */
    synchronized long twice() {
        return twice + foreign;
    }

    synchronized long degradedAnswers() {
        return degraded;
    }

    /** @throws ChaosException if a record could not be sent, or answers could not be read */
    synchronized void check() {
        if (failure != null) {
            throw new ChaosException("the load failed: " + failure, failure);
        }
    }
}
