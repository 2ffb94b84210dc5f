package dev.banditstreams.codec;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;

/** What generated classes add to their schema for Java alone, and what must not get into the registry. */
final class JavaProperties {

    private static final JsonMapper JSON = new JsonMapper();

    private JavaProperties() {}

    /** The schema as it is in {@code schemas/}. */
    static Schema removed(Schema schema) {
        try {
            JsonNode json = JSON.readTree(schema.toString());
            remove(json);
            return new Schema.Parser().parse(json.toString());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Avro wrote a schema that is no JSON: " + schema.getFullName(), e);
        }
    }

    private static void remove(JsonNode json) {
        if (json instanceof ObjectNode object) {
            object.remove(GenericData.STRING_PROP);
        }
        json.forEach(JavaProperties::remove);
    }
}
