package dev.banditstreams.check;

import dev.banditstreams.model.Audit;
import dev.banditstreams.model.RankedItem;
import dev.banditstreams.model.Recommendation;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Guarantee 5: draws and ranking of a recommendation, from what it carries. Also hands its posteriors to guarantee 6.
 *
 * <p>Safe for use by many threads once all published arms have been read.
 */
final class SlateExamination {

    private static final Guarantee DRAWS = Guarantee.REPRODUCIBLE;

    private final PublishedCounts published;

    SlateExamination(PublishedCounts published) {
        this.published = published;
    }

    /**
     * What ranks an item.
     *
     * @param key the smallest is the best: the odds against it, or what it is ranked by with its sign changed
     * @param tie the greatest goes first among equal keys
     */
    private record Ranked(String itemId, double key, long tie) {

        static final Comparator<Ranked> BEST_FIRST = Comparator.comparingDouble(Ranked::key)
                .thenComparing(Comparator.comparingLong(Ranked::tie).reversed());
    }

    Examined examine(Recommendation recommendation) {
        Examined examined = new Examined();
        List<RankedItem> items = recommendation.items();
        long[] hashes = new long[items.size()];
        long cohort = Hashes.of(recommendation.cohort());
        for (int i = 0; i < hashes.length; i++) {
            hashes[i] = Hashes.of(items.get(i).itemId());
            published.examine(recommendation, cohort, items.get(i), hashes[i], examined);
        }
        if (recommendation.samplerVersion() != PlainSampler.VERSION) {
            examined.unchecked(DRAWS, "sampler version " + recommendation.samplerVersion());
            return examined;
        }
        if (recommendation.seed() != Hashes.seed(recommendation.requestId(), recommendation.policyVersion())) {
            examined.violated(DRAWS, "its seed is not that of request " + recommendation.requestId());
        }
        if (recommendation.explored() != RankedBy.explores(recommendation)) {
            examined.violated(
                    DRAWS,
                    "explored is " + recommendation.explored() + ", and its seed says otherwise with a floor of "
                            + recommendation.exploration());
        }
        Set<String> distinct = new HashSet<>(items.size() * 2);
        Ranked before = null;
        for (int i = 0; i < items.size(); i++) {
            RankedItem item = items.get(i);
            if (item.rank() != i + 1 || !distinct.add(item.itemId())) {
                examined.violated(
                        DRAWS,
                        "item " + item.itemId() + " at place " + (i + 1) + " has rank " + item.rank()
                                + ", or stands there twice");
            }
            Ranked ranked = ranked(recommendation, item, hashes[i], examined);
            boolean moved = !item.rules().isEmpty();
            if (before != null && ranked != null && !moved && Ranked.BEST_FIRST.compare(before, ranked) > 0) {
                examined.violated(
                        DRAWS,
                        "item " + item.itemId() + " at rank " + item.rank() + " is better than " + before.itemId
                                + " before it");
            }
            before = moved ? null : ranked;
            examinePropensity(recommendation, item, examined);
        }
        Audit audit = recommendation.audit();
        boolean ruled = items.stream().anyMatch(item -> !item.rules().isEmpty());
        if (audit != null && !ruled && canBeRanked(recommendation)) {
            examineAll(recommendation, audit, examined);
        } else if (audit != null && !ruled && RankedBy.isByIndex(recommendation.policy())) {
            AuditedIndices.examine(recommendation, audit, examined);
        }
        return examined;
    }

    /** Whether an audit has what ranks an item, to the bit. */
    private static boolean canBeRanked(Recommendation recommendation) {
        String policy = recommendation.policy();
        return RankedBy.isUniform(recommendation) || RankedBy.isByMean(policy) || policy.equals("thompson");
    }

    private static @Nullable Ranked ranked(
            Recommendation recommendation, RankedItem item, long hash, Examined examined) {
        examined.drew();
        if (!PlainSampler.valid(item.alpha(), item.beta())) {
            examined.violated(DRAWS, "item " + item.itemId() + " has Beta(" + item.alpha() + ", " + item.beta() + ")");
            return null;
        }
        double odds = PlainSampler.odds(recommendation.seed(), hash, item.alpha(), item.beta());
        double draw = PlainSampler.draw(odds);
        if (!Bits.same(draw, item.draw())) {
            examined.violated(DRAWS, "item " + item.itemId() + " has draw " + item.draw() + ", recomputed " + draw);
        }
        Double score = item.score();
        boolean byDraw = recommendation.policy().equals("thompson") && !recommendation.explored();
        if (byDraw != (score == null)) {
            examined.violated(
                    DRAWS,
                    "item " + item.itemId() + " has score " + score + " with policy " + recommendation.policy()
                            + ", explored: " + recommendation.explored());
        } else if (score != null && !RankedBy.isScore(recommendation, item, hash, score)) {
            examined.violated(
                    DRAWS,
                    "item " + item.itemId() + " has score " + score + ", which policy " + recommendation.policy()
                            + " doesn't give it");
        }
        return new Ranked(item.itemId(), score == null ? odds : -score, PlainSampler.tie(recommendation.seed(), hash));
    }

    /** No place is less probable than the exploration floor makes it. */
    private static void examinePropensity(Recommendation recommendation, RankedItem item, Examined examined) {
        Double propensity = item.propensity();
        if ((propensity == null) == (item.propensityReason() == null)) {
            examined.violated(
                    DRAWS,
                    "item " + item.itemId() + " has propensity " + propensity + " and the reason "
                            + item.propensityReason() + " for none");
        } else if (propensity != null) {
            double least = recommendation.exploration() / Math.max(1, recommendation.eligibleCount());
            if (!(propensity >= least * (1 - 1e-12) && propensity <= 1 + 1e-9)) {
                examined.violated(
                        DRAWS,
                        "item " + item.itemId() + " has propensity " + propensity + ", outside of [" + least + ", 1]");
            }
        }
    }

    /** With an audit it is known of every candidate what ranks it, and so who had to be ranked. */
    private static void examineAll(Recommendation recommendation, Audit audit, Examined examined) {
        List<String> best = audit.eligible().stream()
                .filter(arm -> PlainSampler.valid(arm.alpha(), arm.beta()))
                .map(arm -> ranked(recommendation, arm))
                .sorted(Ranked.BEST_FIRST)
                .limit(recommendation.items().size())
                .map(Ranked::itemId)
                .toList();
        List<String> ranked =
                recommendation.items().stream().map(RankedItem::itemId).toList();
        if (!best.equals(ranked)) {
            examined.violated(DRAWS, "its audit says that " + best + " are the best, it ranks " + ranked);
        }
    }

    private static Ranked ranked(Recommendation recommendation, Audit.AuditedArm arm) {
        long seed = recommendation.seed();
        long hash = Hashes.of(arm.itemId());
        double key;
        if (RankedBy.isUniform(recommendation)) {
            key = -RankedBy.uniform(seed, hash);
        } else if (RankedBy.isByMean(recommendation.policy())) {
            key = -RankedBy.mean(arm.alpha(), arm.beta());
        } else {
            key = PlainSampler.odds(seed, hash, arm.alpha(), arm.beta());
        }
        return new Ranked(arm.itemId(), key, PlainSampler.tie(seed, hash));
    }
}
