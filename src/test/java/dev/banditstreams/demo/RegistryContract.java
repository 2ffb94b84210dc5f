package dev.banditstreams.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What a registry with Confluent's API does, as far as clients rest on it. Every registry that the tests use is held to
 * it, so that a test against one says something about the others.
 */
abstract class RegistryContract {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final JsonMapper JSON = new JsonMapper();
    private static final AtomicInteger SUBJECTS = new AtomicInteger();

    private static final String ONE = record("{'name':'a','type':'int'}");
    private static final String WITH_OPTIONAL =
            record("{'name':'a','type':'int'},{'name':'b','type':['null','string'],'default':null}");
    private static final String WITH_REQUIRED = record("{'name':'a','type':'int'},{'name':'b','type':'string'}");
    private static final String WITH_B = record("{'name':'a','type':'int'},{'name':'b','type':'int'}");
    private static final String WITH_WIDER = record("{'name':'a','type':'long'}");

    private final String subject = "contract-" + SUBJECTS.incrementAndGet() + "-value";

    /** The root of the API. */
    protected abstract String url();

    record Answer(int status, JsonNode body) {

        int id() {
            assertThat(status).as("%s", body).isEqualTo(200);
            return body.path("id").intValue();
        }

        void isError(int expectedStatus, int code) {
            assertThat(status).as("%s", body).isEqualTo(expectedStatus);
            assertThat(body.path("error_code").intValue()).as("%s", body).isEqualTo(code);
            assertThat(body.path("message").asText()).isNotBlank();
        }
    }

    @BeforeEach
    void shouldSetTheGlobalLevel() throws Exception {
        assertThat(level("/config", "BACKWARD").body.path("compatibility").asText())
                .isEqualTo("BACKWARD");
        assertThat(get("/config").body.path("compatibilityLevel").asText()).isEqualTo("BACKWARD");
    }

    @Test
    void shouldGiveOneSchemaOneId() throws Exception {
        int id = register(subject, ONE).id();

        assertThat(register(subject, ONE).id()).isEqualTo(id);
        assertThat(register("other-" + subject, ONE).id()).isEqualTo(id);
        assertThat(register(subject, WITH_OPTIONAL).id()).isNotEqualTo(id);
        assertThat(schemaOf(get("/schemas/ids/" + id))).isEqualTo(JSON.readTree(ONE));
    }

    @Test
    void shouldListSubjectsAndVersions() throws Exception {
        int first = register(subject, ONE).id();
        int second = register(subject, WITH_OPTIONAL).id();

        assertThat(get("/subjects").body).anyMatch(name -> name.asText().equals(subject));
        assertThat(get("/subjects/" + subject + "/versions").body).hasToString("[1,2]");
        assertVersion(get("/subjects/" + subject + "/versions/1"), 1, first, ONE);
        assertVersion(get("/subjects/" + subject + "/versions/2"), 2, second, WITH_OPTIONAL);
        assertVersion(get("/subjects/" + subject + "/versions/latest"), 2, second, WITH_OPTIONAL);
    }

    @Test
    void shouldLookUpASchema() throws Exception {
        post("/subjects/" + subject, ONE).isError(404, 40401);
        int id = register(subject, ONE).id();

        assertVersion(post("/subjects/" + subject, ONE), 1, id, ONE);
        post("/subjects/" + subject, WITH_WIDER).isError(404, 40403);
    }

    @Test
    void shouldSayWhatIsMissing() throws Exception {
        get("/schemas/ids/2000000000").isError(404, 40403);
        get("/subjects/" + subject + "/versions").isError(404, 40401);
        get("/subjects/" + subject + "/versions/latest").isError(404, 40401);
        delete("/subjects/" + subject).isError(404, 40401);
        register(subject, ONE).id();
        get("/subjects/" + subject + "/versions/7").isError(404, 40402);
    }

    @Test
    void shouldRefuseWhatIsNoSchema() throws Exception {
        register(subject, "{'type':'record'").isError(422, 42201);
    }

    @Test
    void shouldRefuseAnIncompatibleVersion() throws Exception {
        register(subject, ONE).id();

        register(subject, WITH_REQUIRED).isError(409, 409);
        assertThat(get("/subjects/" + subject + "/versions").body).hasToString("[1]");
    }

    @Test
    void shouldCheckCompatibilityWithoutRegistering() throws Exception {
        register(subject, ONE).id();

        assertThat(isCompatible("latest", WITH_OPTIONAL)).isTrue();
        assertThat(isCompatible("1", WITH_REQUIRED)).isFalse();
        assertThat(get("/subjects/" + subject + "/versions").body).hasToString("[1]");
    }

    @Test
    void shouldHoldASubjectToItsOwnLevel() throws Exception {
        register(subject, ONE).id();
        assertThat(isCompatible("latest", WITH_WIDER)).isTrue();

        level("/config/" + subject, "FULL");

        assertThat(get("/config/" + subject).body.path("compatibilityLevel").asText())
                .isEqualTo("FULL");
        assertThat(isCompatible("latest", WITH_WIDER)).isFalse();
        level("/config/" + subject, "FORWARD");
        assertThat(isCompatible("latest", WITH_REQUIRED)).isTrue();
    }

    /** The second version reads the first's records and the third the second's, but not the first's. */
    @Test
    void shouldHoldTransitiveLevelsAgainstEveryVersion() throws Exception {
        register(subject, record("{'name':'a','type':'int'}")).id();
        register(subject, record("{'name':'a','type':'int'},{'name':'b','type':'int','default':1}"))
                .id();

        assertThat(isCompatible("latest", WITH_B)).isTrue();
        level("/config/" + subject, "BACKWARD_TRANSITIVE");
        register(subject, WITH_B).isError(409, 409);
        level("/config/" + subject, "BACKWARD");
        assertThat(register(subject, WITH_B).status).isEqualTo(200);
    }

    @Test
    void shouldDeleteVersionsAndSubjects() throws Exception {
        int id = register(subject, ONE).id();
        register(subject, WITH_OPTIONAL).id();

        assertThat(delete("/subjects/" + subject + "/versions/1").body).hasToString("1");
        get("/subjects/" + subject + "/versions/1").isError(404, 40402);
        assertThat(get("/subjects/" + subject + "/versions").body).hasToString("[2]");
        assertThat(schemaOf(get("/schemas/ids/" + id))).isEqualTo(JSON.readTree(ONE));
        assertThat(delete("/subjects/" + subject).body).hasToString("[2]");
        get("/subjects/" + subject + "/versions").isError(404, 40401);
        delete("/subjects/" + subject).isError(404, 40404);
    }

    @Test
    void shouldNameItsTypes() throws Exception {
        assertThat(get("/schemas/types").body).anyMatch(type -> type.asText().equals("AVRO"));
    }

    private void assertVersion(Answer answer, int version, int id, String schema) throws Exception {
        assertThat(answer.id()).isEqualTo(id);
        assertThat(answer.body.path("subject").asText()).isEqualTo(subject);
        assertThat(answer.body.path("version").intValue()).isEqualTo(version);
        assertThat(schemaOf(answer)).isEqualTo(JSON.readTree(schema));
    }

    private boolean isCompatible(String version, String schema) throws Exception {
        Answer answer = post("/compatibility/subjects/" + subject + "/versions/" + version, schema);
        assertThat(answer.status).as("%s", answer.body).isEqualTo(200);
        return answer.body.path("is_compatible").booleanValue();
    }

    private static JsonNode schemaOf(Answer answer) throws Exception {
        assertThat(answer.status).as("%s", answer.body).isEqualTo(200);
        return JSON.readTree(answer.body.path("schema").asText());
    }

    protected Answer register(String subject, String schema) throws Exception {
        return post("/subjects/" + subject + "/versions", schema);
    }

    protected Answer level(String path, String level) throws Exception {
        return send("PUT", path, JSON.createObjectNode().put("compatibility", level));
    }

    protected Answer post(String path, String schema) throws Exception {
        return send("POST", path, JSON.createObjectNode().put("schema", schema));
    }

    protected Answer get(String path) throws Exception {
        return send("GET", path, null);
    }

    protected Answer delete(String path) throws Exception {
        return send("DELETE", path, null);
    }

    protected Answer send(String method, String path, @Nullable JsonNode body) throws Exception {
        HttpResponse<byte[]> response = HTTP.send(
                HttpRequest.newBuilder(URI.create(url() + path))
                        .header("Content-Type", "application/vnd.schemaregistry.v1+json")
                        .header("Accept", "application/vnd.schemaregistry.v1+json, application/json")
                        .method(
                                method,
                                body == null
                                        ? HttpRequest.BodyPublishers.noBody()
                                        : HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)))
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray());
        return new Answer(response.statusCode(), JSON.readTree(response.body()));
    }

    static String record(String fields) {
        return ("{'type':'record','name':'R','namespace':'contract','fields':[" + fields + "]}").replace('\'', '"');
    }
}
