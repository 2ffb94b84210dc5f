package dev.banditstreams.topology;

import dev.banditstreams.model.DeadLetterReason;

/** Why a record is refused; the message says what is wrong and what to do. */
record Refusal(DeadLetterReason reason, String message) {}
