package dev.banditstreams.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.banditstreams.demo.EmbeddedRegistry;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.avro.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class RegistryHttpTest {

    private static final Schema SCHEMA = Encoded.schema("{'type':'enum','name':'E','symbols':['A']}");

    private EmbeddedRegistry behind;
    private RegistryInFront front;

    @BeforeEach
    void start() throws IOException {
        behind = EmbeddedRegistry.start(0);
        front = new RegistryInFront(behind.url());
    }

    @AfterEach
    void stop() {
        front.close();
        behind.close();
    }

    @Test
    void shouldAskAgainAfterAPassingFailure() {
        front.next(RegistryInFront.status(500, "{\"error_code\":50001,\"message\":\"starting\"}"));
        front.next(RegistryInFront.status(503, "<html>"));
        front.next(RegistryInFront.status(429, "{\"error_code\":429,\"message\":\"slow down\"}"));

        assertThat(registry(Map.of()).register("s", SCHEMA, false)).isEqualTo(1);
        assertThat(front.requests()).hasSize(4).containsOnly("POST /subjects/s/versions");
    }

    @Test
    void shouldGiveUpAfterTheRetriesAndSayWhereAndWhy() {
        for (int i = 0; i < 3; i++) {
            front.next(RegistryInFront.status(500, "{\"error_code\":50001,\"message\":\"disk full\"}"));
        }

        assertThatThrownBy(() -> registry(Map.of("max.retries", "2")).byId(1))
                .isInstanceOf(CodecUnavailableException.class)
                .hasMessageContainingAll(front.url(), "schema.registry.url", "500", "disk full");
        assertThat(front.requests()).hasSize(3);
    }

    @Test
    void shouldNotRepeatWhatTheRegistryRefused() {
        assertThatThrownBy(() -> registry(Map.of()).byId(7))
                .isInstanceOfSatisfying(
                        RegistryRefusal.class, e -> assertThat(e.isMissing()).isTrue())
                .hasMessageContaining("40403");
        assertThat(front.requests()).hasSize(1);
    }

    @Test
    void shouldTryTheServersInTurn() {
        String dead = "http://127.0.0.1:1";

        assertThat(registry(Map.of("schema.registry.url", dead + ", " + front.url() + "/", "max.retries", "0"))
                        .register("s", SCHEMA, false))
                .isEqualTo(1);
    }

    @Test
    @Timeout(value = 30, unit = TimeUnit.SECONDS)
    void shouldNotWaitForAnAnswerThatNeverEnds() {
        front.next(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write('{');
            exchange.getResponseBody().flush();
        });

        assertThatThrownBy(() -> registry(Map.of("max.retries", "0", "http.read.timeout.ms", "300"))
                        .byId(1))
                .isInstanceOf(CodecUnavailableException.class)
                .hasMessageContaining("within 500 ms");
    }

    @Test
    void shouldRefuseAnAnswerThatIsTooLong() {
        byte[] chunk = new byte[1 << 16];
        front.next(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            for (int i = 0; i < 200; i++) {
                exchange.getResponseBody().write(chunk);
            }
            exchange.close();
        });

        assertThatThrownBy(() -> registry(Map.of("max.retries", "0")).byId(1))
                .isInstanceOf(CodecUnavailableException.class)
                .hasMessageContaining("longer than");
    }

    @Test
    void shouldNotTakeAnotherServersNotFoundForAnAnswer() {
        front.next(RegistryInFront.status(404, "<html>not here</html>"));
        front.next(RegistryInFront.status(404, "{\"error_code\":404,\"message\":\"HTTP 404 Not Found\"}"));
        SchemaRegistry registry = registry(Map.of("max.retries", "0"));

        assertThatThrownBy(() -> registry.byId(1))
                .isInstanceOf(CodecUnavailableException.class)
                .hasMessageContaining("check that schema.registry.url is the registry's API");
        assertThatThrownBy(() -> registry.byId(1))
                .isInstanceOfSatisfying(
                        RegistryRefusal.class, e -> assertThat(e.isMissing()).isFalse());
    }

    @Test
    void shouldSayWhichSettingsHoldTheCredentials() {
        front.next(RegistryInFront.status(401, "{\"error_code\":401,\"message\":\"Unauthorized\"}"));

        assertThatThrownBy(() -> registry(Map.of()).byId(1))
                .isInstanceOf(CodecUnavailableException.class)
                .hasMessageContainingAll("401", "basic.auth.user.info");
        assertThat(front.requests()).hasSize(1);
    }

    @Test
    void shouldSendTheUserOfTheUrl() {
        String url = front.url().replace("http://", "http://a:p%40ss%2Bw@");

        registry(Map.of("schema.registry.url", url)).register("s", SCHEMA, false);

        assertThat(front.authorizations()).containsExactly("Basic YTpwQHNzK3c="); // a:p@ss+w
    }

    @Test
    void shouldSendTheConfiguredUser() {
        registry(Map.of(
                        "basic.auth.credentials.source", "USER_INFO",
                        "schema.registry.basic.auth.user.info", "a:p@ss+w"))
                .register("s", SCHEMA, false);

        assertThat(front.authorizations()).containsExactly("Basic YTpwQHNzK3c=");
    }

    @Test
    void shouldEscapeSubjects() {
        registry(Map.of()).register("a b/c+d:ü", SCHEMA, false);

        assertThat(registry(Map.of()).latest("a b/c+d:ü").id()).isEqualTo(1);
    }

    private SchemaRegistry registry(Map<String, String> more) {
        Map<String, String> config = new HashMap<>(Map.of(
                "schema.registry.url", front.url(),
                "retries.wait.ms", "1",
                "retries.max.wait.ms", "2",
                "http.connect.timeout.ms", "200",
                "http.read.timeout.ms", "10000"));
        config.putAll(more);
        return new SchemaRegistry(RegistryAccess.of(new ConfluentConfig(config)));
    }
}
