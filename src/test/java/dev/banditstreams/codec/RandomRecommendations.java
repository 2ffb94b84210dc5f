package dev.banditstreams.codec;

import dev.banditstreams.model.Audit;
import dev.banditstreams.model.FeatureOrigin;
import dev.banditstreams.model.RankedItem;
import dev.banditstreams.model.Recommendation;
import dev.banditstreams.model.SourcePosition;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Recommendations of a seed, in parts. */
final class RandomRecommendations {

    private RandomRecommendations() {}

    static Recommendation head(RandomValues random) {
        return new Recommendation(
                random.text(),
                random.text(),
                random.text(),
                random.text(),
                new SourcePosition(random.text(), random.small(), random.whole()),
                random.whole(),
                random.small(),
                random.text(),
                random.text(),
                random.flag(),
                random.real(),
                random.whole(),
                random.real(),
                random.list(3, random::text),
                random.whole(),
                random.whole(),
                random.small(),
                random.small(),
                List.of(),
                random.orNull(() -> new Audit(
                        random.real(),
                        random.list(
                                70,
                                () -> new Audit.AuditedArm(
                                        random.text(),
                                        random.real(),
                                        random.real(),
                                        random.orNull(() -> new Audit.Counts(random.real(), random.real())))))));
    }

    static List<RankedItem> items(RandomValues random) {
        List<RankedItem> items = new ArrayList<>();
        random.list(70, () -> items.add(item(items.size() + 1, random)));
        return items;
    }

    private static RankedItem item(int rank, RandomValues random) {
        FeatureOrigin[] origins = FeatureOrigin.values();
        return new RankedItem(
                random.text(),
                rank,
                random.real(),
                unlessNaN(random),
                random.real(),
                random.real(),
                random.real(),
                random.real(),
                random.whole(),
                origins[random.below(origins.length)],
                unlessNaN(random),
                random.orNull(random::text),
                random.list(2, random::text));
    }

    private static @Nullable Double unlessNaN(RandomValues random) {
        Double number = random.orNull(random::real);
        return number == null || number.isNaN() ? null : number;
    }

    static Recommendation with(Recommendation head, List<RankedItem> items) {
        return new Recommendation(
                head.requestId(),
                head.userId(),
                head.placement(),
                head.cohort(),
                head.source(),
                head.seed(),
                head.samplerVersion(),
                head.policy(),
                head.policyVersion(),
                head.explored(),
                head.exploration(),
                head.halfLifeMs(),
                head.eligibleTrials(),
                head.degraded(),
                head.acceptedAt(),
                head.answeredAt(),
                head.candidateCount(),
                head.eligibleCount(),
                items,
                head.audit());
    }
}
