package dev.banditstreams.evaluation;

import dev.banditstreams.bandit.BetaSampler;
import dev.banditstreams.bandit.PolicyKind;
import dev.banditstreams.bandit.Seeds;
import dev.banditstreams.bandit.TopK;
import dev.banditstreams.bandit.Uniform;
import dev.banditstreams.model.Audit;
import dev.banditstreams.model.Audit.AuditedArm;
import dev.banditstreams.model.RankedItem;
import dev.banditstreams.model.Recommendation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/** The eligible items of a recommendation, as far as it says who they are, with what they were ranked by. */
final class Contenders {

    private final Recommendation recommendation;
    private final Basis basis;
    private final Optional<PolicyKind> policy;
    private final List<Contender> ranked;
    private final List<Contender> leftOut;

    Contenders(Recommendation recommendation) {
        this.recommendation = recommendation;
        basis = Basis.of(recommendation);
        policy = Basis.policy(recommendation);
        ranked = recommendation.items().stream().map(this::of).toList();
        leftOut = Optional.ofNullable(recommendation.audit())
                .map(Audit::eligible)
                .map(this::leftOut)
                .orElse(List.of());
    }

    Basis basis() {
        return basis;
    }

    /** As the slate has them. */
    List<Contender> ranked() {
        return ranked;
    }

    /** The others, best first; none without an audit. By their means where what ranked them isn't known. */
    List<Contender> leftOut() {
        return leftOut;
    }

    /** Those that can be compared, as the policy ranks them before rules. */
    List<Contender> inOrder() {
        return sorted(comparable(), Contender::key);
    }

    /** Those that can be compared, by their means. */
    List<Contender> byMean() {
        return sorted(comparable(), contender -> -contender.mean());
    }

    /** Everybody, by their means. */
    List<Contender> allByMean() {
        return sorted(together(), contender -> -contender.mean());
    }

    /** Whether it is known of those that were left out what they were ranked by. */
    boolean comparesLeftOut() {
        return recommendation.audit() != null && areKnown(leftOut);
    }

    private List<Contender> comparable() {
        return comparesLeftOut() ? together() : ranked;
    }

    private List<Contender> together() {
        List<Contender> together = new ArrayList<>(ranked);
        together.addAll(leftOut);
        return together;
    }

    private List<Contender> leftOut(List<AuditedArm> eligible) {
        Set<String> slate = new HashSet<>();
        ranked.forEach(contender -> slate.add(contender.itemId()));
        List<Contender> others = eligible.stream()
                .filter(arm -> !slate.contains(arm.itemId()))
                .map(this::of)
                .toList();
        return sorted(others, areKnown(others) ? Contender::key : contender -> -contender.mean());
    }

    private static boolean areKnown(List<Contender> contenders) {
        return contenders.stream().noneMatch(contender -> contender.valid() && Double.isNaN(contender.value()));
    }

    private Contender of(RankedItem item) {
        return of(
                item.itemId(),
                item.alpha(),
                item.beta(),
                switch (basis) {
                    case DRAW -> item.draw();
                    case INDEX, UNKNOWN -> item.score() == null ? Double.NaN : item.score();
                    case MEAN, UNIFORM -> Double.NaN;
                });
    }

    private Contender of(AuditedArm arm) {
        boolean indexed = basis == Basis.INDEX && BetaSampler.valid(arm.alpha(), arm.beta());
        double index = policy.filter(kind -> indexed)
                .map(kind -> new IndexScores(kind, recommendation.eligibleTrials()).of(arm))
                .orElse(OptionalDouble.empty())
                .orElse(Double.NaN);
        return of(arm.itemId(), arm.alpha(), arm.beta(), index);
    }

    /** @param given what ranks it where that can't be recomputed */
    private Contender of(String itemId, double alpha, double beta, double given) {
        long hash = Seeds.item(itemId);
        if (!BetaSampler.valid(alpha, beta)) {
            return new Contender(itemId, hash, alpha, beta, Double.NaN, Double.NaN, Double.NaN);
        }
        boolean drawable = recommendation.samplerVersion() == BetaSampler.SAMPLER_VERSION;
        double odds = drawable ? BetaSampler.oddsAgainst(recommendation.seed(), hash, alpha, beta) : Double.NaN;
        double value = switch (basis) {
            case DRAW -> drawable ? BetaSampler.draw(odds) : given;
            case MEAN -> alpha / (alpha + beta);
            case UNIFORM -> Uniform.number(recommendation.seed(), hash);
            case INDEX, UNKNOWN -> given;
        };
        // Odds resolve what draws don't.
        double key = basis == Basis.DRAW && drawable ? odds : -value;
        return new Contender(itemId, hash, alpha, beta, odds, value, key);
    }

    private List<Contender> sorted(List<Contender> contenders, ToDoubleFunction<Contender> key) {
        double[] keys = contenders.stream().mapToDouble(key).toArray();
        long[] items = contenders.stream().mapToLong(Contender::hash).toArray();
        int[] order = new TopK().select(keys, items, keys.length, keys.length, recommendation.seed());
        List<Contender> sorted = new ArrayList<>(keys.length);
        for (int place = 0; place < keys.length; place++) {
            sorted.add(contenders.get(order[place]));
        }
        return sorted;
    }
}
