package dev.banditstreams.codec;

import dev.banditstreams.model.RankedItems;
import dev.banditstreams.model.Recommendation;

/**
 * Writes the same bytes as the codec of recommendations, from items in columns and without making objects of them.
 *
 * <p>For one thread: it keeps its memory for the next recommendation.
 */
public interface RecommendationWriter {

    /**
     * Writes one recommendation.
     *
     * @param head all of it but the items, of which it has none
     * @param items read before this returns, and not kept
     * @throws IllegalArgumentException if {@code head} has items
     * @throws org.apache.kafka.common.errors.SerializationException if the registry refuses the schema
     * @throws CodecUnavailableException if the registry has to be asked and doesn't answer
     */
    byte[] write(Recommendation head, RankedItems items);
}
