package dev.banditstreams.codec;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.banditstreams.model.RankedItem;
import dev.banditstreams.model.RankedItems;
import dev.banditstreams.model.Recommendation;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Makes the whole recommendation and writes it as any other value, whatever the serializer and the schema are. */
record GeneralRecommendationWriter(Codec<Recommendation> codec) implements RecommendationWriter {

    @Override
    public byte[] write(Recommendation head, RankedItems items) {
        if (!head.items().isEmpty()) {
            throw new IllegalArgumentException("the head has items of its own");
        }
        return codec.encode(new Recommendation(
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
                IntStream.range(0, items.size()).mapToObj(i -> item(items, i)).toList(),
                head.audit()));
    }

    private static RankedItem item(RankedItems items, int i) {
        return new RankedItem(
                new String(items.idBytes(i), items.idOffset(i), items.idLength(i), UTF_8),
                i + 1,
                items.draw(i),
                unlessNaN(items.score(i)),
                items.alpha(i),
                items.beta(i),
                items.priorAlpha(i),
                items.priorBeta(i),
                items.n(i),
                items.featureSource(i),
                unlessNaN(items.propensity(i)),
                items.propensityReason(i),
                items.rules(i));
    }

    private static @Nullable Double unlessNaN(double number) {
        return Double.isNaN(number) ? null : number;
    }
}
