package dev.banditstreams.evaluation;

import dev.banditstreams.bandit.BetaSampler;
import dev.banditstreams.bandit.ExplorationFloor;
import dev.banditstreams.bandit.PolicyKind;
import dev.banditstreams.bandit.ThompsonPropensities;
import dev.banditstreams.model.Audit;
import dev.banditstreams.model.Audit.AuditedArm;
import dev.banditstreams.model.RankedItem;
import dev.banditstreams.model.Recommendation;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** With which probability, over all seeds, each eligible item has each place of an audited Thompson slate. */
final class PlaceProbabilities {

    static final String NOT_COMPUTED = "not-computed";

    private final Map<String, Integer> rows;
    private final double[][] table;
    private final double exploration;

    private PlaceProbabilities(Map<String, Integer> rows, double[][] table, double exploration) {
        this.rows = rows;
        this.table = table;
        this.exploration = exploration;
    }

    /** Empty without an audit, with another policy, and where rules decide. */
    static Optional<PlaceProbabilities> of(Recommendation recommendation) {
        Audit audit = recommendation.audit();
        List<RankedItem> items = recommendation.items();
        if (audit == null
                || !Basis.policy(recommendation).equals(Optional.of(PolicyKind.THOMPSON))
                || items.isEmpty()
                || items.size() > audit.eligible().size()
                || items.stream().anyMatch(PlaceProbabilities::ruled)
                || audit.eligible().stream().anyMatch(arm -> !BetaSampler.valid(arm.alpha(), arm.beta()))) {
            return Optional.empty();
        }
        Map<String, Integer> rows = new HashMap<>();
        audit.eligible().forEach(arm -> rows.put(arm.itemId(), rows.size()));
        double[][] table = ThompsonPropensities.table(
                audit.eligible().stream().mapToDouble(AuditedArm::alpha).toArray(),
                audit.eligible().stream().mapToDouble(AuditedArm::beta).toArray(),
                items.size());
        return Optional.of(new PlaceProbabilities(rows, table, recommendation.exploration()));
    }

    private static boolean ruled(RankedItem item) {
        return !item.rules().isEmpty()
                || (item.propensityReason() != null && !item.propensityReason().equals(NOT_COMPUTED));
    }

    /** Empty for an item that was not eligible, and a rank that the slate has not. */
    OptionalDouble at(String itemId, int rank) {
        Integer row = rows.get(itemId);
        return row == null || rank < 1 || rank > table[row].length
                ? OptionalDouble.empty()
                : OptionalDouble.of(mixed(table[row][rank - 1], 1));
    }

    /** Anywhere in the slate; empty for an item that was not eligible. */
    OptionalDouble inSlate(String itemId) {
        Integer row = rows.get(itemId);
        if (row == null) {
            return OptionalDouble.empty();
        }
        double sum = 0;
        for (double place : table[row]) {
            sum += place;
        }
        return OptionalDouble.of(mixed(Math.min(1, sum), table[row].length));
    }

    private double mixed(double probability, int places) {
        return ExplorationFloor.propensity(exploration, probability, places, table.length);
    }
}
