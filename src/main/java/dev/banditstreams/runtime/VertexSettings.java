package dev.banditstreams.runtime;

import dev.banditstreams.config.Settings;
import dev.banditstreams.config.VertexKeys;
import dev.banditstreams.vertex.VertexApi;
import dev.banditstreams.vertex.VertexOptions;
import java.time.Duration;

/** From the settings to what the adapters to Vertex AI take. */
public final class VertexSettings {

    private VertexSettings() {}

    public static VertexOptions options(Settings settings) {
        return new VertexOptions(
                VertexApi.of(settings.get(VertexKeys.API)).orElseThrow(),
                settings.get(VertexKeys.ENDPOINT),
                settings.get(VertexKeys.PLAINTEXT),
                settings.get(VertexKeys.PROJECT),
                settings.get(VertexKeys.LOCATION),
                settings.get(VertexKeys.STORE),
                new VertexOptions.View(
                        settings.get(VertexKeys.USER_VIEW),
                        settings.get(VertexKeys.USER_FEATURES),
                        settings.get(VertexKeys.USER_EVENT_TIME_FEATURE)),
                new VertexOptions.View(
                        settings.get(VertexKeys.ITEM_VIEW),
                        settings.get(VertexKeys.ITEM_FEATURES),
                        settings.get(VertexKeys.ITEM_EVENT_TIME_FEATURE)),
                Duration.ofMillis(settings.get(VertexKeys.CALL_TIMEOUT_MS)),
                settings.get(VertexKeys.MESSAGE_BYTES),
                settings.get(VertexKeys.CONNECTIONS));
    }
}
