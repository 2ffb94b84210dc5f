package dev.banditstreams.model;

/** Where a ranked item's features came from; {@code PRIOR_*}: why there were none. */
public enum FeatureOrigin {
    STORE,
    VERTEX,
    PRIOR_ABSENT,
    PRIOR_DEADLINE,
    PRIOR_ERROR,
    PRIOR_CIRCUIT,
    PRIOR_SHED,
    /** An origin that this version doesn't know. */
    UNKNOWN
}
