package dev.banditstreams.codec;

import dev.banditstreams.model.DeadLetterReason;
import org.apache.avro.Schema;

/** From what a registry holds, which anybody may have put there, to schemas that are safe to use. */
final class RegisteredSchemas {

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
            schema = new Schema.Parser().parse(registered.text());
        } catch (RuntimeException e) {
            throw refused(registered, "is no Avro schema: " + e.getMessage());
        }
        SchemaLimits.objection(schema).ifPresent(objection -> {
            throw refused(registered, objection);
        });
        return schema;
    }

    private static UnreadableException refused(SchemaRegistry.Registered registered, String objection) {
        return new UnreadableException(
                DeadLetterReason.INCOMPATIBLE_SCHEMA, "the schema with id " + registered.id() + " " + objection);
    }
}
