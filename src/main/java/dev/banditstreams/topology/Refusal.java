package dev.banditstreams.topology;

import dev.banditstreams.model.DeadLetterReason;

/** Why a record is refused; the message says what is wrong and what to do. */
record Refusal(DeadLetterReason reason, String message) {

    /** @param limit bytes of a record at most */
    static Refusal tooLarge(String what, int limit) {
        return new Refusal(DeadLetterReason.TOO_LARGE, what + " would be stored as more than " + limit + " bytes");
    }
}
