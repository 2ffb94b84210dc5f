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

    /** An item's odds with what breaks ties. */
    private record Drawn(String itemId, double odds, long tie) {

        static final Comparator<Drawn> BEST_FIRST = Comparator.comparingDouble(Drawn::odds)
                .thenComparing(Comparator.comparingLong(Drawn::tie).reversed());
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
        Set<String> distinct = new HashSet<>(items.size() * 2);
        Drawn before = null;
        for (int i = 0; i < items.size(); i++) {
            RankedItem item = items.get(i);
            if (item.rank() != i + 1 || !distinct.add(item.itemId())) {
                examined.violated(
                        DRAWS,
                        "item " + item.itemId() + " at place " + (i + 1) + " has rank " + item.rank()
                                + ", or stands there twice");
            }
            Drawn drawn = draw(recommendation.seed(), item, hashes[i], examined);
            boolean moved = recommendation.explored() || !item.rules().isEmpty();
            if (before != null && drawn != null && !moved && Drawn.BEST_FIRST.compare(before, drawn) > 0) {
                examined.violated(
                        DRAWS,
                        "item " + item.itemId() + " at rank " + item.rank() + " drew better than " + before.itemId
                                + " before it");
            }
            before = moved ? null : drawn;
        }
        Audit audit = recommendation.audit();
        if (audit != null && !recommendation.explored()) {
            examineAll(recommendation, audit, examined);
        }
        return examined;
    }

    private static @Nullable Drawn draw(long seed, RankedItem item, long hash, Examined examined) {
        examined.drew();
        if (!PlainSampler.valid(item.alpha(), item.beta())) {
            examined.violated(DRAWS, "item " + item.itemId() + " has Beta(" + item.alpha() + ", " + item.beta() + ")");
            return null;
        }
        double odds = PlainSampler.odds(seed, hash, item.alpha(), item.beta());
        double draw = PlainSampler.draw(odds);
        if (Double.doubleToRawLongBits(draw) != Double.doubleToRawLongBits(item.draw())) {
            examined.violated(DRAWS, "item " + item.itemId() + " has draw " + item.draw() + ", recomputed " + draw);
        }
        return new Drawn(item.itemId(), odds, PlainSampler.tie(seed, hash));
    }

    /** With an audit every candidate's draw is known, and so who had to be ranked. */
    private static void examineAll(Recommendation recommendation, Audit audit, Examined examined) {
        if (recommendation.items().stream().anyMatch(item -> !item.rules().isEmpty())) {
            return;
        }
        long seed = recommendation.seed();
        List<String> best = audit.eligible().stream()
                .filter(arm -> PlainSampler.valid(arm.alpha(), arm.beta()))
                .map(arm -> {
                    long hash = Hashes.of(arm.itemId());
                    return new Drawn(
                            arm.itemId(),
                            PlainSampler.odds(seed, hash, arm.alpha(), arm.beta()),
                            PlainSampler.tie(seed, hash));
                })
                .sorted(Drawn.BEST_FIRST)
                .limit(recommendation.items().size())
                .map(Drawn::itemId)
                .toList();
        List<String> ranked =
                recommendation.items().stream().map(RankedItem::itemId).toList();
        if (!best.equals(ranked)) {
            examined.violated(DRAWS, "its audit says that " + best + " drew best, it ranks " + ranked);
        }
    }
}
