package dev.banditstreams.model;

import java.util.List;

/**
 * What is needed to compute propensities later.
 *
 * @param rate the share of requests that carries an audit
 * @param eligible every candidate that could have been ranked
 */
public record Audit(double rate, List<AuditedArm> eligible) {

    public record AuditedArm(String itemId, double alpha, double beta) {}

    public Audit {
        eligible = List.copyOf(eligible);
    }
}
