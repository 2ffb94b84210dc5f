package dev.banditstreams.topology;

import dev.banditstreams.model.ScoringRequest;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How requests are scored.
 *
 * @param cohortFeature the user feature that holds the cohort's label
 * @param cohorts the labels that are cohorts; any other is {@code other}
 * @param placements how items are ranked where
 * @param waiting what requests wait for
 * @param fetching how they get what the local stores lack; null: they don't
 * @param auditRate share of requests that carries an audit, in [0, 1]
 * @param propensityRate share of requests with propensities that are costly, in [0, 1]
 * @param priors the prior chain's constants
 * @param itemFeatures which item features mean what
 */
public record ScoringOptions(
        String cohortFeature,
        List<String> cohorts,
        Placements placements,
        Waiting waiting,
        @Nullable Fetching fetching,
        double auditRate,
        double propensityRate,
        Priors priors,
        ItemFeatures itemFeatures) {

    /** What becomes of a request that names a candidate set which is not known. */
    public enum UnknownSet {
        REFUSE,
        WAIT
    }

    /**
     * What requests wait for, how long, and how many may.
     *
     * @param deadlineMillis deadline of a request without one of its own, after its append time
     * @param longestMillis the longest deadline; a later one counts as this
     * @param requests parked requests of one task
     * @param bytes their keys and values together
     */
    public record Waiting(UnknownSet unknownSet, long deadlineMillis, long longestMillis, int requests, long bytes) {

        /** Until when a request may wait, milliseconds since the epoch. */
        long deadline(long appendTime, ScoringRequest request) {
            Long own = request.deadlineMs();
            return appendTime + Math.min(own == null ? deadlineMillis : own, longestMillis);
        }
    }

    /**
     * Constants of the prior chain for one group, or for all items.
     *
     * @param mean mean of the global prior, in (0, 1)
     * @param globalStrength weight of the global prior against an item's other evidence, in pseudo-impressions
     * @param itemStrength weight of an item's prior against the arm's own counts, in pseudo-impressions
     */
    public record Prior(double mean, double globalStrength, double itemStrength) {}

    /**
     * The priors of all items.
     *
     * @param whole of items whose group has none of its own
     * @param byGroup others
     */
    public record Priors(Prior whole, Map<String, Prior> byGroup) {
        public Priors {
            byGroup = Map.copyOf(byGroup);
        }

        public static Priors of(Prior whole) {
            return new Priors(whole, Map.of());
        }
    }

    /** Names of the item features that scoring reads. */
    public record ItemFeatures(
            String impressions, String clicks, String active, String rate, String strength, String group) {}

    public ScoringOptions {
        cohorts = List.copyOf(cohorts);
    }
}
