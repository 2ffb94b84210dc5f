package dev.banditstreams.model;

import java.util.Map;

/**
 * What the service keeps of a user or an item.
 *
 * @param eventTime as of when the features hold, milliseconds since the epoch
 * @param readAt when they were last taken from who supplied them, milliseconds since the epoch; 0: not known
 */
public record EntityState(
        String entityId, long eventTime, Map<String, FeatureValue> features, Origin origin, long readAt) {

    /** Who supplied the features. */
    public enum Origin {
        PRODUCER,
        VERTEX
    }

    public EntityState {
        features = Map.copyOf(features);
    }

    /**
     * What is known after a later record of the same entity: the newer features by event time, of equal ones the later.
     *
     * <p>A feature store that still has older features has nothing newer: then what is known counts as read again.
     *
     * @return this, if nothing changes
     */
    public EntityState then(EntityState later) {
        if (later.eventTime >= eventTime) {
            return later;
        }
        if (later.origin == Origin.VERTEX && later.readAt > readAt) {
            return readAgain(later.readAt);
        }
        return this;
    }

    /** The same, found to be what there is at a later time. */
    public EntityState readAgain(long now) {
        return new EntityState(entityId, eventTime, features, origin, now);
    }

    /** How long ago the features were taken from who supplied them, in milliseconds. */
    public long age(long now) {
        return now - (readAt == 0 ? eventTime : readAt);
    }
}
