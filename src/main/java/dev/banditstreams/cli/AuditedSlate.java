package dev.banditstreams.cli;

import dev.banditstreams.bandit.BetaSampler;
import dev.banditstreams.bandit.ExplorationFloor;
import dev.banditstreams.bandit.ThompsonPropensities;
import dev.banditstreams.evaluation.PolicyTable;
import dev.banditstreams.model.Audit;
import dev.banditstreams.model.RankedItem;
import dev.banditstreams.model.Recommendation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** A recommendation that carries an audit, with its items as numbers, and the rewards that came for it. */
final class AuditedSlate {

    private final String requestId;
    private final long servedAt;
    private final double rate;
    private final double exploration;
    private final int[] eligible;
    private final double[] alpha;
    private final double[] beta;
    private final List<ServedItem> items = new ArrayList<>();
    private final Set<String> rewardIds = new HashSet<>(2);

    /** @param servedAt append time of the recommendation, milliseconds since the epoch */
    AuditedSlate(Recommendation recommendation, Audit audit, long servedAt, ItemNumbers numbers) {
        requestId = recommendation.requestId();
        this.servedAt = servedAt;
        rate = audit.rate();
        exploration = recommendation.exploration();
        eligible = audit.eligible().stream()
                .mapToInt(arm -> numbers.add(arm.itemId()))
                .toArray();
        alpha = audit.eligible().stream().mapToDouble(Audit.AuditedArm::alpha).toArray();
        beta = audit.eligible().stream().mapToDouble(Audit.AuditedArm::beta).toArray();
        for (RankedItem ranked : recommendation.items()) {
            items.add(new ServedItem(numbers.add(ranked.itemId()), ranked, recommendation.policy()));
        }
    }

    String requestId() {
        return requestId;
    }

    long servedAt() {
        return servedAt;
    }

    /** How many recommendations it stands for. */
    double weight() {
        return 1 / rate;
    }

    int[] eligible() {
        return eligible;
    }

    List<ServedItem> items() {
        return items;
    }

    Optional<ServedItem> item(int number) {
        return items.stream().filter(served -> served.item() == number).findFirst();
    }

    /** @return false for a reward that was counted before */
    boolean isNew(String rewardId) {
        return rewardIds.add(rewardId);
    }

    /** How many positions were filled. */
    int length() {
        return items.stream().mapToInt(ServedItem::position).max().orElse(-1) + 1;
    }

    /** Whether the posteriors of the audit can be drawn from. */
    boolean sound() {
        return IntStream.range(0, alpha.length).allMatch(i -> BetaSampler.valid(alpha[i], beta[i]));
    }

    /**
     * What Thompson sampling from the posteriors of the audit does, without a floor.
     *
     * @throws IllegalArgumentException if a posterior is out of range
     */
    PolicyTable thompson(int positions) {
        return new PolicyTable(eligible, ThompsonPropensities.table(alpha, beta, positions));
    }

    /**
     * Computes the propensities that are missing: Thompson's, over the exploration floor.
     *
     * @throws IllegalArgumentException if a posterior is out of range
     */
    void computePropensities() {
        if (items.stream().noneMatch(ServedItem::lacksPropensity)) {
            return;
        }
        PolicyTable table = thompson(length());
        for (ServedItem served : items) {
            if (served.lacksPropensity()) {
                served.propensity(ExplorationFloor.propensity(
                        exploration, table.of(served.item(), served.position()), 1, eligible.length));
            }
        }
    }
}
