package dev.banditstreams.codec;

import java.util.List;
import java.util.Optional;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What a writer's schema may be, so that neither building its reader nor reading with it can exhaust anything.
 *
 * <p>Refused are recursion (a record nested deeply enough overflows the stack, and Kafka Streams' handlers don't catch
 * errors), depth, size with every named type written out in each of its places (records that each hold the next one
 * twice double at each level), and records without fields (they take no bytes, so a record's length doesn't bound
 * them).
 */
final class SchemaLimits {

    /** Longest JSON text of a schema, in characters. */
    static final int MAX_TEXT = 1_000_000;

    static final int MAX_DEPTH = 32;

    /** Most types, written out. */
    static final int MAX_NODES = 2_000;

    private int nodes;

    private SchemaLimits() {}

    /** Why the schema is refused, after "it"; empty for one within the limits. */
    static Optional<String> objection(Schema schema) {
        return Optional.ofNullable(new SchemaLimits().walk(schema, 1));
    }

    private @Nullable String walk(Schema schema, int depth) {
        if (depth > MAX_DEPTH) {
            return "is recursive or more than " + MAX_DEPTH + " levels deep";
        }
        if (++nodes > MAX_NODES) {
            return "has more than " + MAX_NODES + " types, with named types written out";
        }
        if (schema.getType() == Schema.Type.RECORD && schema.getFields().isEmpty()) {
            return "has a record without fields, " + schema.getFullName();
        }
        for (Schema child : children(schema)) {
            String objection = walk(child, depth + 1);
            if (objection != null) {
                return objection;
            }
        }
        return null;
    }

    private static List<Schema> children(Schema schema) {
        return switch (schema.getType()) {
            case RECORD -> schema.getFields().stream().map(Schema.Field::schema).toList();
            case ARRAY -> List.of(schema.getElementType());
            case MAP -> List.of(schema.getValueType());
            case UNION -> schema.getTypes();
            default -> List.of();
        };
    }
}
