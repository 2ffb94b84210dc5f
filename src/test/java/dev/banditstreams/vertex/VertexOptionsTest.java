package dev.banditstreams.vertex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VertexOptionsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {"", "store.example:443", "localhost.example:1", "10.0.0.1:1", "127.0.0.1.example:1", "[::2]:1"})
    void shouldRefusePlaintextToAnywhereElse(String endpoint) {
        assertThatThrownBy(() -> options(endpoint, true, "p", "users"))
                .isInstanceOf(VertexException.class)
                .hasMessageContaining("plaintext is only for a loopback address");
        assertThat(options(endpoint, false, "p", "users")).isNotNull();
    }

    @ParameterizedTest
    @CsvSource({
        "localhost:80, localhost, 80",
        "127.0.0.1:1, 127.0.0.1, 1",
        "[::1]:9, [::1], 9",
        "localhost, localhost, 443",
        "'', europe-west1-aiplatform.googleapis.com, 443"
    })
    void shouldFindHostAndPort(String endpoint, String host, int port) {
        VertexOptions options = options(endpoint, !endpoint.isEmpty(), "p", "users");
        assertThat(options.host()).isEqualTo(host);
        assertThat(options.port()).isEqualTo(port);
    }

    @Test
    void shouldSayEverythingThatIsWrong() {
        assertThatThrownBy(() -> options("http://x:1", false, "", ""))
                .hasMessageContainingAll(
                        "project, location and store", "neither users nor items", "endpoint http://x:1");
        assertThatThrownBy(() -> options("localhost:70000", true, "p", "users"))
                .hasMessageContaining("expected host:port");
    }

    @Test
    void shouldNameTheResourceAsTheStoreDoes() {
        VertexOptions options = options("localhost:1", true, "p", "users");
        assertThat(VertexApi.ONLINE_STORE_STREAMING.resource(options, "users"))
                .isEqualTo("projects/p/locations/europe-west1/featureOnlineStores/s/featureViews/users");
        assertThat(VertexApi.LEGACY.resource(options, "users"))
                .isEqualTo("projects/p/locations/europe-west1/featurestores/s/entityTypes/users");
    }

    @Test
    void shouldSayWhenTheLegacyStoreEnds() {
        assertThat(Vertex.legacyWarning(Instant.parse("2027-02-16T23:59:59Z")))
                .contains("switches", "off on 2027-02-17");
        assertThat(Vertex.legacyWarning(Instant.parse("2027-02-17T00:00:00Z"))).contains("switched");
    }

    private static VertexOptions options(String endpoint, boolean plaintext, String project, String userView) {
        return new VertexOptions(
                VertexApi.ONLINE_STORE,
                endpoint,
                plaintext,
                project,
                "europe-west1",
                "s",
                new VertexOptions.View(userView, List.of(), ""),
                new VertexOptions.View("", List.of(), ""),
                Duration.ofSeconds(1),
                1_000,
                1);
    }
}
