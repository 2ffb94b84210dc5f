package dev.banditstreams.model;

/**
 * Counts decayed by a half-life.
 *
 * @param asOf the event time that the counts are decayed to, milliseconds since the epoch
 */
public record DecayedCounts(double trials, double successes, double failures, long asOf) {}
