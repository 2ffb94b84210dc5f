package dev.banditstreams.codec;

import dev.banditstreams.model.RankedItems;
import dev.banditstreams.model.Recommendation;
import org.apache.avro.Schema;

/** Writes a slate's columns field by field where our own schema is what is written. */
final class DirectRecommendationWriter implements RecommendationWriter {

    private static final Schema SCHEMA = GeneratedClasses.schema(dev.banditstreams.codec.avro.Recommendation.class);

    private final String topic;
    private final ConfluentAvroSerializer serializer;
    private final RecommendationWriter general;
    private final WireEncoder encoder = new WireEncoder();

    /** @param general writes what has to be converted to another schema */
    DirectRecommendationWriter(String topic, ConfluentAvroSerializer serializer, RecommendationWriter general) {
        this.topic = topic;
        this.serializer = serializer;
        this.general = general;
    }

    @Override
    public byte[] write(Recommendation head, RankedItems items) {
        byte[] header = serializer.header(topic, SCHEMA);
        if (header == null) {
            return general.write(head, items);
        }
        if (!head.items().isEmpty()) {
            throw new IllegalArgumentException("the head has items of its own");
        }
        WireEncoder out = encoder.begin(header);
        RecommendationMapping.writeHead(head, out);
        int count = items.size();
        out.beginArray(count);
        for (int i = 0; i < count; i++) {
            write(items, i, out);
        }
        out.endArray(count);
        RecommendationMapping.writeAudit(head.audit(), out);
        return out.toBytes();
    }

    private static void write(RankedItems items, int i, WireEncoder out) {
        out.writeString(items.idBytes(i), items.idOffset(i), items.idLength(i));
        out.writeLong(i + 1);
        out.writeDouble(items.draw(i));
        writeUnlessNaN(items.score(i), out);
        out.writeDouble(items.alpha(i));
        out.writeDouble(items.beta(i));
        out.writeDouble(items.priorAlpha(i));
        out.writeDouble(items.priorBeta(i));
        out.writeLong(items.n(i));
        RecommendationMapping.writeOrigin(items.featureSource(i), out);
        writeUnlessNaN(items.propensity(i), out);
        out.writeOptional(items.propensityReason(i));
        out.writeStrings(items.rules(i));
    }

    private static void writeUnlessNaN(double number, WireEncoder out) {
        out.writeLong(Double.isNaN(number) ? 0 : 1); // the branch of the union
        if (!Double.isNaN(number)) {
            out.writeDouble(number);
        }
    }
}
