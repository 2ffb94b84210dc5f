package dev.banditstreams.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EmbeddedRegistryTest extends RegistryContract {

    private static final String INT = "\"int\"";

    private final EmbeddedRegistry registry = EmbeddedRegistry.start(0);

    @AfterEach
    void close() {
        registry.close();
    }

    @Override
    protected String url() {
        return registry.url();
    }

    @Test
    void shouldAnswerInConfluentsMediaType() throws Exception {
        HttpResponse<Void> response = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(url() + "/subjects")).build(),
                        HttpResponse.BodyHandlers.discarding());

        assertThat(response.headers().firstValue("Content-Type")).contains("application/vnd.schemaregistry.v1+json");
    }

    @Test
    void shouldTellSchemasApartByTheirDocumentation() throws Exception {
        int plain = register("s", record("{'name':'a','type':'int'}")).id();
        int documented =
                register("s", record("{'name':'a','type':'int','doc':'d'}")).id();

        assertThat(documented).isNotEqualTo(plain);
        assertThat(get("/subjects/s/versions").body()).hasToString("[1,2]");
    }

    @Test
    void shouldRefuseVersionsThatAreNone() throws Exception {
        register("s", INT).id();

        get("/subjects/s/versions/0").isError(422, 42202);
        get("/subjects/s/versions/newest").isError(422, 42202);
        assertThat(get("/subjects/s/versions/-1").body().path("version").intValue())
                .isEqualTo(1);
    }

    @Test
    void shouldRefuseLevelsThatAreNone() throws Exception {
        level("/config", "SIDEWARD").isError(422, 42203);
        level("/config/s", "SIDEWARD").isError(422, 42203);
    }

    @Test
    void shouldSayThatASubjectHasNoLevelOfItsOwn() throws Exception {
        get("/config/s").isError(404, 40408);
        assertThat(get("/config/s?defaultToGlobal=true").body()).hasToString("{\"compatibilityLevel\":\"BACKWARD\"}");
        level("/config/s", "NONE");
        assertThat(delete("/config/s").body()).hasToString("{\"compatibilityLevel\":\"NONE\"}");
        delete("/config/s").isError(404, 40401);
    }

    @Test
    void shouldRegisterAnythingWithoutALevel() throws Exception {
        register("s", INT).id();
        level("/config/s", "NONE");

        assertThat(register("s", "\"string\"").status()).isEqualTo(200);
    }

    @Test
    void shouldRegisterNothingWhileReadOnly() throws Exception {
        mode("READONLY");
        register("s", INT).isError(422, 42205);
        mode("READWRITE");
        register("s", INT).id();
        send("PUT", "/mode", JsonNodeFactory.instance.objectNode().put("mode", "UPSIDEDOWN"))
                .isError(422, 42204);
    }

    private void mode(String mode) throws Exception {
        assertThat(send("PUT", "/mode", JsonNodeFactory.instance.objectNode().put("mode", mode))
                        .status())
                .isEqualTo(200);
        assertThat(get("/mode").body()).hasToString("{\"mode\":\"" + mode + "\"}");
    }

    @Test
    void shouldDeleteForGoodOnlyWhatIsDeleted() throws Exception {
        int id = register("s", INT).id();

        delete("/subjects/s?permanent=true").isError(404, 40405);
        assertThat(delete("/subjects/s").body()).hasToString("[1]");
        assertThat(get("/subjects?deleted=true").body()).hasToString("[\"s\"]");
        assertThat(get("/subjects").body()).hasToString("[]");
        assertThat(register("s", INT).id()).isEqualTo(id);
        assertThat(get("/subjects/s/versions").body()).hasToString("[2]");
        delete("/subjects/s");
        assertThat(delete("/subjects/s?permanent=true").body()).hasToString("[1,2]");
        delete("/subjects/s?permanent=true").isError(404, 40401);
        assertThat(get("/schemas/ids/" + id).status()).isEqualTo(200);
    }

    @Test
    void shouldSayWhereASchemaIsUsed() throws Exception {
        int id = register("s", INT).id();
        register("t", INT);

        assertThat(get("/schemas/ids/" + id + "/versions").body().findValuesAsText("subject"))
                .containsExactly("s", "t");
        assertThat(get("/schemas/ids/" + id + "/subjects").body()).hasToString("[\"s\",\"t\"]");
        assertThat(get("/schemas/ids/" + id + "/schema").body()).hasToString(INT);
        assertThat(get("/subjects/s/versions/1/schema").body()).hasToString(INT);
    }

    @Test
    void shouldExplainAnIncompatibility() throws Exception {
        register("s", INT).id();

        Answer answer = post("/compatibility/subjects/s/versions/latest?verbose=true", "\"string\"");

        assertThat(answer.body().path("is_compatible").booleanValue()).isFalse();
        assertThat(answer.body().path("messages").toString()).contains("TYPE_MISMATCH");
        assertThat(post("/compatibility/subjects/none/versions/latest", INT).body())
                .hasToString("{\"is_compatible\":true}");
        post("/compatibility/subjects/none/versions/3", INT).isError(404, 40401);
    }

    @Test
    void shouldRefuseOtherTypesAndReferences() throws Exception {
        send(
                        "POST",
                        "/subjects/s/versions",
                        JsonNodeFactory.instance.objectNode().put("schema", INT).put("schemaType", "JSON"))
                .isError(422, 42201);
        send("POST", "/subjects/s/versions", JsonNodeFactory.instance.objectNode())
                .isError(400, 400);
    }

    @Test
    void shouldRefuseOtherPathsAndMethods() throws Exception {
        for (String path : new String[] {"/nothing", "/subjects/s/of", "/schemas/ids", "/config/s/t", "/mode/s"}) {
            get(path).isError(404, 404);
        }
        delete("/schemas/types").isError(405, 405);
        delete("/subjects").isError(405, 405);
        delete("/mode").isError(405, 405);
        send("POST", "/config", null).isError(405, 405);
        assertThat(get("/").status()).isEqualTo(200);
    }

    @Test
    void shouldKeepSubjectsOfAnyName() throws Exception {
        register("a%20b%2Fc%2Bd", INT).id();

        assertThat(get("/subjects").body()).hasToString("[\"a b/c+d\"]");
    }

    @Test
    void shouldSayWhichPortIsTaken() {
        int port = URI.create(url()).getPort();

        assertThatThrownBy(() -> EmbeddedRegistry.start(port)).hasMessageContaining("port " + port);
    }
}
