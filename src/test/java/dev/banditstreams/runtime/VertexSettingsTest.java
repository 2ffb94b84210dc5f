package dev.banditstreams.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.banditstreams.config.Settings;
import dev.banditstreams.vertex.VertexApi;
import dev.banditstreams.vertex.VertexOptions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VertexSettingsTest {

    @Test
    void shouldPassOnEverySetting() {
        Settings settings = Settings.of(Map.ofEntries(
                Map.entry("bootstrap.servers", "localhost:9092"),
                Map.entry("schema.registry.url", "http://localhost:8081"),
                Map.entry("bandit.vertex.api", "legacy"),
                Map.entry("bandit.vertex.endpoint", "localhost:1"),
                Map.entry("bandit.vertex.plaintext", "true"),
                Map.entry("bandit.vertex.project", "p"),
                Map.entry("bandit.vertex.location", "l"),
                Map.entry("bandit.vertex.store", "s"),
                Map.entry("bandit.vertex.user.view", "u"),
                Map.entry("bandit.vertex.user.features", "a, b"),
                Map.entry("bandit.vertex.user.event.time.feature", "t"),
                Map.entry("bandit.vertex.item.view", "i"),
                Map.entry("bandit.vertex.item.features", "c"),
                Map.entry("bandit.vertex.item.event.time.feature", "v"),
                Map.entry("bandit.vertex.call.timeout.ms", "5"),
                Map.entry("bandit.vertex.message.bytes", "100000"),
                Map.entry("bandit.vertex.connections", "7")));

        assertThat(VertexSettings.options(settings))
                .isEqualTo(new VertexOptions(
                        VertexApi.LEGACY,
                        "localhost:1",
                        true,
                        "p",
                        "l",
                        "s",
                        new VertexOptions.View("u", List.of("a", "b"), "t"),
                        new VertexOptions.View("i", List.of("c"), "v"),
                        Duration.ofMillis(5),
                        100_000,
                        7));
    }

    @Test
    void shouldNameTheApisAsTheSettingDoes() {
        for (VertexApi api : VertexApi.values()) {
            assertThat(VertexApi.of(api.toString())).contains(api);
        }
    }
}
