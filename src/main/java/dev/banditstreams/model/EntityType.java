package dev.banditstreams.model;

/** What features are of. */
public enum EntityType {
    USER,
    ITEM
}
