package dev.banditstreams.codec;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import dev.banditstreams.model.DeadLetterReason;
import java.io.IOException;
import org.apache.avro.Schema;

/** From what a registry holds, which anybody may have put there, to schemas that are safe to use. */
final class RegisteredSchemas {

    /** A record in a record is three levels of JSON; a few are left for documentation and properties. */
    private static final int MAX_JSON_DEPTH = 4 * SchemaLimits.MAX_DEPTH;

    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_JSON_DEPTH)
                    .build())
            .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS) // as Avro does
            .build();

    private RegisteredSchemas() {}

    /** @throws UnreadableException if it is no Avro schema within the limits */
    static Schema parse(SchemaRegistry.Registered registered) {
        if (!registered.type().equals("AVRO")) {
            throw refused(registered, "is of type " + registered.type() + ", not AVRO");
        }
        if (registered.hasReferences()) {
            throw refused(registered, "refers to other schemas; register it with its types written out");
        }
        if (registered.text().length() > SchemaLimits.MAX_TEXT) {
            throw refused(registered, "is longer than " + SchemaLimits.MAX_TEXT + " characters");
        }
        Schema schema;
        try {
            requireShallow(registered.text());
            schema = new Schema.Parser().parse(registered.text());
        } catch (IOException | RuntimeException e) {
            throw refused(registered, "is no Avro schema: " + e.getMessage());
        }
        SchemaLimits.objection(schema).ifPresent(objection -> {
            throw refused(registered, objection);
        });
        return schema;
    }

    /** Avro's parser calls itself at each level, so that a text that Jackson lets pass overflows a small stack. */
    private static void requireShallow(String text) throws IOException {
        try (JsonParser parser = JSON.createParser(text)) {
            while (parser.nextToken() != null) {
                // Jackson counts the levels.
            }
        }
    }

    private static UnreadableException refused(SchemaRegistry.Registered registered, String objection) {
        return new UnreadableException(
                DeadLetterReason.INCOMPATIBLE_SCHEMA, "the schema with id " + registered.id() + " " + objection);
    }
}
