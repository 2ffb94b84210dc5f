package dev.banditstreams.codec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.apache.avro.Schema;

/**
 * The operations of Confluent's registry that reading and writing take. All throw {@link RegistryRefusal} for the
 * registry's errors and {@link CodecUnavailableException} if it doesn't answer.
 *
 * <p>Safe for use by many threads; remembers nothing.
 */
final class SchemaRegistry {

    private final RegistryHttp http;

    SchemaRegistry(RegistryAccess access) {
        this.http = new RegistryHttp(access);
    }

    /** A schema as the registry holds it. */
    record Registered(int id, String type, String text, boolean hasReferences) {}

    /** Registers a schema, unless it is there. */
    int register(String subject, Schema schema, boolean normalize) {
        return id(http.ask(subject(subject) + "/versions" + query(normalize), body(schema)));
    }

    /** The id of a schema that is registered. */
    int lookUp(String subject, Schema schema, boolean normalize) {
        return id(http.ask(subject(subject) + query(normalize), body(schema)));
    }

    Registered latest(String subject) {
        JsonNode answer = http.ask(subject(subject) + "/versions/latest", null);
        return registered(id(answer), answer);
    }

    Registered byId(int id) {
        return registered(id, http.ask("/schemas/ids/" + id, null));
    }

    private static Registered registered(int id, JsonNode answer) {
        return new Registered(
                id,
                answer.path("schemaType").asText("AVRO"),
                answer.path("schema").asText(),
                !answer.path("references").isEmpty());
    }

    private static int id(JsonNode answer) {
        JsonNode id = answer.get("id");
        if (id == null || !id.canConvertToInt()) {
            throw new CodecUnavailableException(
                    "the schema registry's answer has no schema id; check that schema.registry.url is the registry's API");
        }
        return id.intValue();
    }

    private static ObjectNode body(Schema schema) {
        return JsonNodeFactory.instance.objectNode().put("schema", schema.toString());
    }

    private static String query(boolean normalize) {
        return normalize ? "?normalize=true" : "";
    }

    private static String subject(String name) {
        return "/subjects/" + URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
