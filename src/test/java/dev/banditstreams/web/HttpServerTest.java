package dev.banditstreams.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.banditstreams.runtime.Health;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HttpServerTest {

    private volatile Health ready = new Health(false, "score is restoring user-features");
    private final HttpServer server =
            HttpServer.start("127.0.0.1", 0, () -> new Health(true, "alive"), () -> ready, () -> "meter 1.0\n");

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void shouldBeReadyOnlyWhenTheServiceIs() throws Exception {
        for (String path : new String[] {"/health", "/health/ready"}) {
            ready = new Health(false, "score is restoring user-features");
            assertThat(get(path).statusCode()).isEqualTo(503);
            assertThat(get(path).body()).isEqualTo("score is restoring user-features\n");
            ready = new Health(true, "ready");
            assertThat(get(path).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void shouldTellLivenessFromReadiness() throws Exception {
        assertThat(get("/health/live").statusCode()).isEqualTo(200);
        assertThat(get("/health/live").body()).isEqualTo("alive\n");
    }

    @Test
    void shouldShowMetrics() throws Exception {
        HttpResponse<String> response = get("/metrics");

        assertThat(response.body()).isEqualTo("meter 1.0\n");
        assertThat(response.headers().firstValue("content-type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/plain"));
    }

    @Test
    void shouldKnowNothingElse() throws Exception {
        assertThat(get("/").statusCode()).isEqualTo(404);
    }

    @Test
    void shouldSayThatThePortIsTaken() {
        int taken = server.port();
        assertThatThrownBy(() -> HttpServer.start("127.0.0.1", taken, () -> ready, () -> ready, () -> ""))
                .isInstanceOf(HttpServerException.class)
                .hasMessageContaining("127.0.0.1:" + taken)
                .hasMessageContaining("bandit.http.port");
    }

    private HttpResponse<String> get(String path) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }
}
