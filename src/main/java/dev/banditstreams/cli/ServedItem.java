package dev.banditstreams.cli;

import dev.banditstreams.model.RankedItem;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** One place of an audited slate, and what came of it. */
final class ServedItem {

    private static final String THOMPSON = "thompson";
    private static final String NOT_COMPUTED = "not-computed";

    private final int item;
    private final int position;
    private final @Nullable String fault;
    private double propensity;
    private OptionalDouble reward = OptionalDouble.empty();
    private boolean seen;

    /**
     * Takes it from a recommendation.
     *
     * @param item its number
     * @param policy that ranked it
     */
    ServedItem(int item, RankedItem ranked, String policy) {
        this.item = item;
        position = ranked.rank() - 1;
        Double known = ranked.propensity();
        propensity = known == null ? Double.NaN : known;
        String reason = ranked.propensityReason();
        if (known != null) {
            fault = null;
        } else if (reason != null && !reason.equals(NOT_COMPUTED)) {
            fault = "items without propensity: " + reason;
        } else {
            fault = policy.equals(THOMPSON) ? null : "items without propensity: policy " + policy;
        }
    }

    int item() {
        return item;
    }

    /** From 0. */
    int position() {
        return position;
    }

    /** Why its propensity can't be known; null if it can. */
    @Nullable
    String fault() {
        return fault;
    }

    boolean lacksPropensity() {
        return fault == null && Double.isNaN(propensity);
    }

    void propensity(double computed) {
        propensity = computed;
    }

    double propensity() {
        return propensity;
    }

    void see() {
        seen = true;
    }

    void credit(double value, RewardCounting counting) {
        reward = OptionalDouble.of(reward.isEmpty() ? value : counting.combined(reward.getAsDouble(), value));
    }

    /** Whether it had an impression, or a reward. */
    boolean seen() {
        return seen || reward.isPresent();
    }

    double reward(double silence) {
        return reward.orElse(silence);
    }
}
