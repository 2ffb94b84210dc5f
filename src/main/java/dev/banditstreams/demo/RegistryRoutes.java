package dev.banditstreams.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.banditstreams.demo.RegisteredSubject.Version;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Confluent's registry API: which path and method does what, and how the answers look. */
final class RegistryRoutes {

    private static final JsonMapper JSON = new JsonMapper();

    private final RegistryContent content;

    RegistryRoutes(RegistryContent content) {
        this.content = content;
    }

    /**
     * A request.
     *
     * @param path its segments, decoded
     * @param flags the parameters of its query that are {@code true}
     */
    record Request(String method, List<String> path, List<String> flags, byte[] body) {

        String at(int index) {
            return path.get(index);
        }

        boolean is(String flag) {
            return flags.contains(flag);
        }
    }

    /** The answer, an object for JSON. */
    Object answer(Request request) {
        if (request.path.isEmpty()) {
            return Map.of();
        }
        return switch (request.at(0)) {
            case "subjects" -> subjects(request);
            case "schemas" -> schemas(request);
            case "compatibility" -> compatibility(request);
            case "config" -> config(request);
            case "mode" -> mode(request);
            default -> throw RegistryError.noSuchPath();
        };
    }

    private Object subjects(Request request) {
        boolean deleted = request.is("deleted");
        int length = request.path.size();
        if (length == 1) {
            requireMethod(request, "GET");
            return content.subjects(deleted);
        }
        String subject = request.at(1);
        if (length == 2) {
            return switch (request.method) {
                case "POST" -> described(content.lookUp(subject, schema(request), deleted));
                case "DELETE" -> content.deleteSubject(subject, request.is("permanent"));
                default -> throw RegistryError.methodNotAllowed();
            };
        }
        if (!request.at(2).equals("versions") || length > 5) {
            throw RegistryError.noSuchPath();
        }
        if (length == 3) {
            return switch (request.method) {
                case "GET" ->
                    content.versions(subject, deleted).stream()
                            .map(Version::number)
                            .toList();
                case "POST" -> Map.of("id", content.register(subject, schema(request)));
                default -> throw RegistryError.methodNotAllowed();
            };
        }
        if (length == 4 && request.method.equals("DELETE")) {
            return content.deleteVersion(subject, request.at(3), request.is("permanent"));
        }
        requireMethod(request, "GET");
        Version version = content.version(subject, request.at(3), deleted);
        return length == 4 ? described(version) : raw(request, 4, version.text());
    }

    private Object schemas(Request request) {
        requireMethod(request, "GET");
        if (request.path.equals(List.of("schemas", "types"))) {
            return List.of("AVRO");
        }
        if (request.path.size() < 3 || !request.at(1).equals("ids") || request.path.size() > 4) {
            throw RegistryError.noSuchPath();
        }
        String id = request.at(2);
        if (request.path.size() == 3) {
            return Map.of("schema", content.schema(id));
        }
        return switch (request.at(3)) {
            case "versions" ->
                content.usesOf(id).stream()
                        .map(use -> Map.of("subject", use.subject(), "version", use.number()))
                        .toList();
            case "subjects" ->
                content.usesOf(id).stream().map(Version::subject).distinct().toList();
            default -> raw(request, 3, content.schema(id));
        };
    }

    private Object compatibility(Request request) {
        List<String> path = request.path;
        if (path.size() < 4
                || path.size() > 5
                || !path.get(1).equals("subjects")
                || !path.get(3).equals("versions")) {
            throw RegistryError.noSuchPath();
        }
        requireMethod(request, "POST");
        List<String> objections =
                content.objections(path.get(2), path.size() == 5 ? path.get(4) : null, schema(request));
        return request.is("verbose")
                ? Map.of("is_compatible", objections.isEmpty(), "messages", objections)
                : Map.of("is_compatible", objections.isEmpty());
    }

    private Object config(Request request) {
        if (request.path.size() > 2) {
            throw RegistryError.noSuchPath();
        }
        @Nullable String subject = request.path.size() == 2 ? request.at(1) : null;
        switch (request.method) {
            case "GET" -> {
                return Map.of(
                        "compatibilityLevel",
                        subject == null ? content.level() : content.levelOf(subject, request.is("defaultToGlobal")));
            }
            case "PUT" -> {
                CompatibilityLevel level = CompatibilityLevel.named(text(request, "compatibility"))
                        .orElseThrow(RegistryError::invalidLevel);
                if (subject == null) {
                    content.level(level);
                } else {
                    content.level(subject, level);
                }
                return Map.of("compatibility", level);
            }
            case "DELETE" -> {
                if (subject != null) {
                    return Map.of("compatibilityLevel", content.deleteLevel(subject));
                }
            }
            default -> {}
        }
        throw RegistryError.methodNotAllowed();
    }

    private Object mode(Request request) {
        if (request.path.size() > 1) {
            throw RegistryError.noSuchPath();
        }
        switch (request.method) {
            case "PUT" -> content.mode(text(request, "mode"));
            case "GET" -> {}
            default -> throw RegistryError.methodNotAllowed();
        }
        return Map.of("mode", content.mode());
    }

    private static Map<String, Object> described(Version version) {
        Map<String, Object> described = new LinkedHashMap<>();
        described.put("subject", version.subject());
        described.put("version", version.number());
        described.put("id", version.id());
        described.put("schema", version.text());
        return described;
    }

    private static Object raw(Request request, int at, String schema) {
        if (!request.at(at).equals("schema")) {
            throw RegistryError.noSuchPath();
        }
        return read(schema.getBytes(StandardCharsets.UTF_8));
    }

    private static String schema(Request request) {
        JsonNode body = read(request.body);
        String type = body.path("schemaType").asText("AVRO");
        if (!type.equals("AVRO") || !body.path("references").isEmpty()) {
            throw RegistryError.invalidSchema("only Avro without references is supported here");
        }
        return text(request, "schema");
    }

    private static String text(Request request, String field) {
        JsonNode value = read(request.body).path(field);
        if (!value.isTextual()) {
            throw RegistryError.badRequest("the body needs a field " + field);
        }
        return value.textValue();
    }

    private static JsonNode read(byte[] json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw RegistryError.badRequest("the body is no JSON: " + e.getMessage());
        }
    }

    private static void requireMethod(Request request, String method) {
        if (!request.method.equals(method)) {
            throw RegistryError.methodNotAllowed();
        }
    }
}
