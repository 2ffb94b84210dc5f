package dev.banditstreams.evaluation;

import dev.banditstreams.bandit.BetaSampler;
import dev.banditstreams.bandit.ExplorationFloor;
import dev.banditstreams.bandit.PolicyKind;
import dev.banditstreams.bandit.Seeds;
import dev.banditstreams.model.Audit;
import dev.banditstreams.model.Audit.AuditedArm;
import dev.banditstreams.model.RankedItem;
import dev.banditstreams.model.Recommendation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/** Recomputes one recommendation. */
final class Recomputing {

    /** Of an index, whose counts lose digits; relative above 1. */
    private static final double INDEX_TOLERANCE = 1e-6;

    /** Of a propensity that was computed while serving. */
    private static final double PROPENSITY_TOLERANCE = 3e-3;

    private final Recommendation recommendation;
    private final Contenders contenders;
    private final List<String> differences = new ArrayList<>();
    private final List<String> unchecked = new ArrayList<>();
    private int draws;
    private int scores;
    private boolean nobodyBetter;

    private Recomputing(Recommendation recommendation, Contenders contenders) {
        this.recommendation = recommendation;
        this.contenders = contenders;
    }

    static Recomputation of(
            Recommendation recommendation, Contenders contenders, Optional<PlaceProbabilities> probabilities) {
        Recomputing recomputing = new Recomputing(recommendation, contenders);
        recomputing.recomputeChoices();
        recomputing.recomputeDraws();
        recomputing.recomputeScores();
        recomputing.recomputeOrder();
        Audit audit = recommendation.audit();
        if (audit != null) {
            recomputing.compareWithAudit(audit);
        }
        probabilities.ifPresent(recomputing::recomputePropensities);
        return new Recomputation(
                recomputing.differences.isEmpty(),
                recomputing.draws,
                recomputing.scores,
                recomputing.nobodyBetter,
                recomputing.differences,
                recomputing.unchecked);
    }

    private void recomputeChoices() {
        long seed = Seeds.request(recommendation.requestId(), recommendation.policyVersion());
        if (seed != recommendation.seed()) {
            differences.add(
                    "the seed is " + recommendation.seed() + ", but request id and policy version give " + seed);
        }
        boolean explores = ExplorationFloor.explores(recommendation.seed(), recommendation.exploration());
        if (explores != recommendation.explored()) {
            differences.add("explored is " + recommendation.explored() + ", but the seed says " + explores
                    + " with a floor of " + recommendation.exploration());
        }
    }

    private void recomputeDraws() {
        if (recommendation.samplerVersion() != BetaSampler.SAMPLER_VERSION) {
            unchecked.add("draws are of sampler version " + recommendation.samplerVersion() + ", and this program has "
                    + BetaSampler.SAMPLER_VERSION);
            return;
        }
        for (int i = 0; i < recommendation.items().size(); i++) {
            RankedItem item = recommendation.items().get(i);
            Contender contender = contenders.ranked().get(i);
            if (!contender.valid()) {
                differs(item, "Beta(" + item.alpha() + ", " + item.beta() + ") can't be drawn from");
            } else if (same(contender.draw(), item.draw())) {
                draws++;
            } else {
                differs(item, "its draw is " + item.draw() + ", recomputed " + contender.draw());
            }
        }
    }

    private void recomputeScores() {
        Basis basis = contenders.basis();
        for (int i = 0; i < recommendation.items().size(); i++) {
            RankedItem item = recommendation.items().get(i);
            Contender contender = contenders.ranked().get(i);
            Double score = item.score();
            if (basis == Basis.UNKNOWN || !contender.valid()) {
                continue;
            }
            if (score == null || basis == Basis.DRAW) {
                if ((score == null) != (basis == Basis.DRAW)) {
                    differs(item, "its score is " + score + ", but it is ranked by " + basis);
                }
                continue;
            }
            OptionalDouble recomputed = basis == Basis.INDEX ? index(item) : OptionalDouble.of(contender.value());
            if (recomputed.isEmpty()) {
                unchecked.add(item.itemId() + ": its trials have decayed too far to recompute its index");
            } else if (isScore(score, recomputed.getAsDouble(), basis)) {
                scores++;
            } else {
                differs(item, "its score is " + score + ", recomputed " + recomputed.getAsDouble());
            }
        }
        if (basis == Basis.UNKNOWN) {
            unchecked.add("scores are of policy " + recommendation.policy() + ", which this program doesn't know");
        }
    }

    private OptionalDouble index(RankedItem item) {
        PolicyKind policy = Basis.policy(recommendation).orElseThrow();
        return new IndexScores(policy, recommendation.eligibleTrials()).of(item);
    }

    private static boolean isScore(double score, double recomputed, Basis basis) {
        return same(score, recomputed)
                || (basis == Basis.INDEX
                        && Math.abs(score - recomputed) <= INDEX_TOLERANCE * Math.max(1, Math.abs(recomputed)));
    }

    /** Neighbours that no rule has moved stand as the policy has them. */
    private void recomputeOrder() {
        Map<String, Integer> positions = positions(contenders.inOrder());
        List<RankedItem> items = recommendation.items();
        Set<String> distinct = new HashSet<>();
        for (int i = 0; i < items.size(); i++) {
            RankedItem item = items.get(i);
            if (item.rank() != i + 1 || !distinct.add(item.itemId())) {
                differs(item, "it stands at place " + (i + 1) + " with rank " + item.rank() + ", or twice");
            } else if (i > 0
                    && item.rules().isEmpty()
                    && items.get(i - 1).rules().isEmpty()
                    && position(positions, item.itemId())
                            < position(positions, items.get(i - 1).itemId())) {
                differs(item, "it is better than " + items.get(i - 1).itemId() + " before it");
            }
        }
    }

    private void compareWithAudit(Audit audit) {
        Map<String, AuditedArm> eligible = new HashMap<>();
        audit.eligible().forEach(arm -> eligible.put(arm.itemId(), arm));
        if (eligible.size() != recommendation.eligibleCount()) {
            differences.add(eligible.size() + " items are in the audit, but " + recommendation.eligibleCount()
                    + " were eligible");
        }
        for (RankedItem item : recommendation.items()) {
            AuditedArm arm = eligible.get(item.itemId());
            if (arm == null) {
                differs(item, "it is ranked, and not in the audit");
            } else if (!same(arm.alpha(), item.alpha()) || !same(arm.beta(), item.beta())) {
                differs(
                        item,
                        "it is ranked with Beta(" + item.alpha() + ", " + item.beta() + "), and in the audit with Beta("
                                + arm.alpha() + ", " + arm.beta() + ")");
            }
        }
        boolean ruled =
                recommendation.items().stream().anyMatch(item -> !item.rules().isEmpty());
        if (!contenders.comparesLeftOut()) {
            unchecked.add("whether nobody better was left out: an audit doesn't have what ranked the others by policy "
                    + recommendation.policy() + ", version " + recommendation.policyVersion());
        } else if (!ruled) {
            nobodyBetter = true;
            lookForBetter();
        }
    }

    private void lookForBetter() {
        Map<String, Integer> positions = positions(contenders.inOrder());
        int places = contenders.ranked().size();
        if (contenders.leftOut().isEmpty() || places == 0) {
            return;
        }
        Contender best = contenders.leftOut().get(0);
        Contender last = contenders.ranked().get(places - 1);
        boolean closeCall = contenders.basis() == Basis.INDEX && best.value() - last.value() <= INDEX_TOLERANCE;
        if (!closeCall && position(positions, best.itemId()) < position(positions, last.itemId())) {
            nobodyBetter = false;
            differences.add(
                    best.itemId() + ": it was left out, and is better than " + last.itemId() + " at rank " + places);
        }
    }

    private void recomputePropensities(PlaceProbabilities probabilities) {
        for (RankedItem item : recommendation.items()) {
            Double propensity = item.propensity();
            OptionalDouble exact = probabilities.at(item.itemId(), item.rank());
            if (propensity != null
                    && exact.isPresent()
                    && !(Math.abs(propensity - exact.getAsDouble()) <= PROPENSITY_TOLERANCE)) {
                differs(item, "its propensity is " + propensity + ", recomputed " + exact.getAsDouble());
            }
        }
    }

    private void differs(RankedItem item, String what) {
        differences.add(item.itemId() + ": " + what);
    }

    private static Map<String, Integer> positions(List<Contender> order) {
        Map<String, Integer> positions = new HashMap<>();
        order.forEach(contender -> positions.putIfAbsent(contender.itemId(), positions.size()));
        return positions;
    }

    private static int position(Map<String, Integer> positions, String itemId) {
        return positions.getOrDefault(itemId, Integer.MAX_VALUE);
    }

    private static boolean same(double a, double b) {
        return Double.doubleToRawLongBits(a) == Double.doubleToRawLongBits(b);
    }
}
