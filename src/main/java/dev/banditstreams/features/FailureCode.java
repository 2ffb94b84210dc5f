package dev.banditstreams.features;

import java.util.Locale;

/** Why an entity could not be read. */
public enum FailureCode {
    /** No answer in time. */
    DEADLINE(true, true),
    /** The source can't be reached, or broke off. */
    UNAVAILABLE(true, true),
    /** The source asks for fewer calls. */
    EXHAUSTED(true, true),
    /** The source failed inside. */
    INTERNAL(true, true),
    /** The source ended its answer without a word on the entity. */
    UNANSWERED(true, true),
    /** The answer can't be read. */
    UNREADABLE(false, true),
    /** The answer, or the entity's part of it, is larger than is taken. */
    TOO_LARGE(false, false),
    /** The source refuses the query as it is: rights, names, a feature view that it doesn't have. */
    REFUSED(false, true),
    /** Not asked: the circuit is open, because the source failed too often of late. */
    CIRCUIT_OPEN(false, false),
    /** Not asked: as many calls as may be are under way, and none ended in time. */
    SATURATED(false, false),
    /** Nobody waits for it any longer. */
    CANCELLED(false, false);

    private final boolean retryable;
    private final boolean fault;

    FailureCode(boolean retryable, boolean fault) {
        this.retryable = retryable;
        this.fault = fault;
    }

    /** Whether another try may end otherwise. */
    public boolean retryable() {
        return retryable;
    }

    /** Whether it says that the source is not well. */
    public boolean fault() {
        return fault;
    }

    /** The code in metrics and logs: {@code circuit-open}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
