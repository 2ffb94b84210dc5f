package dev.banditstreams.simulation;

import dev.banditstreams.bandit.PolicyKind;
import java.util.Locale;

/**
 * A policy to simulate.
 *
 * @param exploration probability of a uniform order, from 0 to 1
 * @param halfLifeSteps half-life of counts, in steps; 0: they don't decay
 */
public record SimulatedPolicy(PolicyKind kind, double exploration, double halfLifeSteps) {

    /** Without exploration and half-life. */
    public static SimulatedPolicy of(PolicyKind kind) {
        return new SimulatedPolicy(kind, 0, 0);
    }

    /** For tables and legends, e.g. {@code thompson, half-life 68.97}. */
    public String label() {
        StringBuilder label = new StringBuilder(kind.toString());
        if (exploration > 0) {
            label.append(", exploration ").append(number(exploration));
        }
        if (halfLifeSteps > 0) {
            label.append(", half-life ").append(number(halfLifeSteps));
        }
        return label.toString();
    }

    /** @param stepMillis from a request of a run to its next */
    public long halfLifeMillis(double stepMillis) {
        return Math.round(halfLifeSteps * stepMillis);
    }

    private static String number(double value) {
        return value == Math.rint(value) ? String.format(Locale.ROOT, "%.0f", value) : Double.toString(value);
    }
}
