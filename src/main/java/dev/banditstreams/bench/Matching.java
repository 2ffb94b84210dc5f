package dev.banditstreams.bench;

import java.util.BitSet;

/** Which requests were answered, and how often. For one thread. */
final class Matching {

    private final BitSet answered = new BitSet();
    private long answers;
    private long duplicates;
    private long foreign;

    /** @param number of the request; -1: none of ours */
    void answered(long number, long sent) {
        if (number < 0 || number >= sent) {
            foreign++;
            return;
        }
        int bit = Math.toIntExact(number);
        if (answered.get(bit)) {
            duplicates++;
        } else {
            answered.set(bit);
            answers++;
        }
    }

    /** Requests with an answer. */
    long answers() {
        return answers;
    }

    /** Answers beyond the first of their request. */
    long duplicates() {
        return duplicates;
    }

    /** Answers to requests that were never sent. */
    long foreign() {
        return foreign;
    }
}
