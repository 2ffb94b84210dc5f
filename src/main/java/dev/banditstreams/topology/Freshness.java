package dev.banditstreams.topology;

/**
 * How long the features of a type of entity are good.
 *
 * @param ttlMillis older ones are stale: they are used, and read again; 0: never
 * @param hardMillis older ones than this are not used any longer; 0: never
 */
public record Freshness(long ttlMillis, long hardMillis) {

    /** @param age since they were read, in milliseconds */
    boolean stale(long age) {
        return ttlMillis > 0 && age > ttlMillis;
    }

    boolean expired(long age) {
        return hardMillis > 0 && age > hardMillis;
    }
}
