package dev.banditstreams.topology;

import dev.banditstreams.model.DeadLetterReason;

/** What is said of a request whose candidate set is not known. */
final class UnknownSets {

    private UnknownSets() {}

    static Refusal unknown(String set) {
        return refusal(set, "is not known");
    }

    /** @param full why it can't wait */
    static Refusal noRoom(String set, String full) {
        return refusal(set, "is not known, and the request can't wait for it (" + full + ")");
    }

    /** Of a set that was known when the request came. */
    static Refusal removed(String set) {
        return refusal(set, "was removed while the request waited for features");
    }

    /** All times in milliseconds since the epoch. */
    static Refusal late(String set, long appendTime, long deadline, long now) {
        return refusal(
                set,
                "is not known after " + (now - appendTime) + " ms, and the deadline was " + (deadline - appendTime)
                        + " ms after the append time");
    }

    private static Refusal refusal(String set, String fault) {
        return new Refusal(
                DeadLetterReason.UNKNOWN_CANDIDATE_SET,
                "candidateSet " + Checks.shown(set) + " " + fault + ": publish it to candidate-sets");
    }
}
