package dev.banditstreams.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.banditstreams.config.Settings;
import dev.banditstreams.features.FallbackOptions;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FallbackSettingsTest {

    @Test
    void shouldHaveDefaults() {
        assertThat(FallbackSettings.options(settings(Map.of())))
                .isEqualTo(new FallbackOptions(
                        100,
                        Duration.ofMillis(2),
                        Duration.ofMillis(600),
                        new FallbackOptions.Calls(Duration.ofMillis(250), 64, 256),
                        new FallbackOptions.Retries(2, Duration.ofMillis(20), 0.1, 1),
                        new FallbackOptions.Breaker(Duration.ofMillis(800), 3, 0.75, Duration.ofSeconds(1)),
                        new FallbackOptions.Negative(Duration.ofSeconds(60), 100_000),
                        false));
    }

    @Test
    void shouldGiveAReadTheTimeOfACallAtLeast() {
        FallbackOptions options = FallbackSettings.options(
                settings(Map.of("bandit.fallback.read.ms", "10", "bandit.fallback.call.timeout.ms", "40")));

        assertThat(options.minRead()).isEqualTo(Duration.ofMillis(40));
    }

    private static Settings settings(Map<String, String> more) {
        Map<String, String> all = new HashMap<>(more);
        all.put("bootstrap.servers", "localhost:9092");
        all.put("schema.registry.url", "http://localhost:8081");
        return Settings.of(all);
    }
}
