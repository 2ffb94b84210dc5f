package dev.banditstreams.model;

import java.util.List;

/** Outcomes of arms whose items share one partition, in the order in which they are folded. */
public record Outcomes(List<Outcome> outcomes) {
    public Outcomes {
        outcomes = List.copyOf(outcomes);
    }
}
