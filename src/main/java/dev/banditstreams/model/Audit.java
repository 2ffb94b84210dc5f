package dev.banditstreams.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is needed to compute propensities and to rank again later.
 *
 * @param rate the share of requests that carries an audit
 * @param eligible every candidate that could have been ranked
 */
public record Audit(double rate, List<AuditedArm> eligible) {

    /** @param counts where the policy ranks by them; null: it doesn't */
    public record AuditedArm(
            String itemId,
            double alpha,
            double beta,
            @Nullable Counts counts) {

        public AuditedArm(String itemId, double alpha, double beta) {
            this(itemId, alpha, beta, null);
        }
    }

    /**
     * An arm's own outcomes without its prior, decayed as its posterior.
     *
     * @param successes in [0, trials]
     */
    public record Counts(double successes, double trials) {}

    public Audit {
        eligible = List.copyOf(eligible);
    }
}
