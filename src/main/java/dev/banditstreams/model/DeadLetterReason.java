package dev.banditstreams.model;

/** Why a record became a dead letter. */
public enum DeadLetterReason {
    /** The bytes are no record of the wire format, or don't fit their schema. */
    UNDECODABLE("undecodable"),
    /** The registry has no schema of that id. */
    UNKNOWN_SCHEMA("unknown-schema"),
    /** The schema can't be read as the topic's, or is refused (recursive, too large). */
    INCOMPATIBLE_SCHEMA("incompatible-schema"),
    /** A record that has to have a value has none. */
    MISSING_VALUE("missing-value"),
    /** An id or the key is missing or blank. */
    MISSING_ID("missing-id"),
    /** The key isn't the id that the value names. */
    KEY_MISMATCH("key-mismatch"),
    /** The record lies in another partition than the one its key belongs to. */
    WRONG_PARTITION("wrong-partition"),
    /** k is below 1. */
    INVALID_K("invalid-k"),
    /** Neither candidates nor a candidate set. */
    NO_CANDIDATES("no-candidates"),
    /** Both candidates and a candidate set. */
    AMBIGUOUS_CANDIDATES("ambiguous-candidates"),
    /** More candidates, or items of a set, than the limit. */
    TOO_MANY_CANDIDATES("too-many-candidates"),
    /** A candidate set that nobody published. */
    UNKNOWN_CANDIDATE_SET("unknown-candidate-set"),
    /** A number outside its range, or not a number. */
    INVALID_VALUE("invalid-value"),
    /** An event time ahead of the append time. */
    FUTURE("future"),
    /** A reward type without a configured value, on a reward without a value. */
    UNKNOWN_TYPE("unknown-type"),
    /** A reward for an item that its recommendation didn't hold. */
    NOT_SERVED("not-served"),
    /** A reward for an event after the end of the attribution window, or that comes after its grace. */
    LATE("late"),
    /** A reward whose recommendation did not come within the attribution window and its grace. */
    ORPHAN("orphan"),
    /** An imported outcome, where imports are not allowed. */
    IMPORT_NOT_ALLOWED("import-not-allowed"),
    /** A record, or what would be made of it, is over the size limit. */
    TOO_LARGE("too-large");

    private final String code;

    DeadLetterReason(String code) {
        this.code = code;
    }

    /** The code in topics, metrics and docs. */
    public String code() {
        return code;
    }
}
