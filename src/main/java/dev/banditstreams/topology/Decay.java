package dev.banditstreams.topology;

import dev.banditstreams.model.DecayedCounts;

/**
 * To when counts are decayed, and how.
 *
 * @param column of the half-life, see {@link ArmColumns#decayed}
 * @param at milliseconds since the epoch
 */
record Decay(int column, long halfLifeMillis, long at) {

    /** What is left of counts that are as of a time. */
    double left(long asOf) {
        return DecayedCounts.left(halfLifeMillis, at - asOf);
    }
}
