package dev.banditstreams.runtime;

import dev.banditstreams.config.FallbackKeys;
import dev.banditstreams.config.Setting;
import dev.banditstreams.config.Settings;
import dev.banditstreams.features.FallbackOptions;
import java.time.Duration;

/** The fallback's parameters, from the settings. */
final class FallbackSettings {

    private static final double RETRIES_PER_SECOND = 1;

    private FallbackSettings() {}

    static FallbackOptions options(Settings settings) {
        Duration timeout = millis(settings, FallbackKeys.CALL_TIMEOUT_MS);
        Duration read = millis(settings, FallbackKeys.READ_MS);
        return new FallbackOptions(
                settings.get(FallbackKeys.CHUNK),
                millis(settings, FallbackKeys.BATCH_MS),
                read.compareTo(timeout) < 0 ? timeout : read,
                new FallbackOptions.Calls(
                        timeout, settings.get(FallbackKeys.CALLS_MAX), settings.get(FallbackKeys.CALLS_WAITING)),
                new FallbackOptions.Retries(
                        settings.get(FallbackKeys.RETRIES),
                        millis(settings, FallbackKeys.RETRY_BACKOFF_MS),
                        settings.get(FallbackKeys.RETRY_SHARE),
                        RETRIES_PER_SECOND),
                new FallbackOptions.Breaker(
                        millis(settings, FallbackKeys.BREAKER_WINDOW_MS),
                        settings.get(FallbackKeys.BREAKER_FAILURES),
                        settings.get(FallbackKeys.BREAKER_SHARE),
                        millis(settings, FallbackKeys.BREAKER_PROBE_MS)),
                new FallbackOptions.Negative(
                        millis(settings, FallbackKeys.NEGATIVE_TTL_MS), settings.get(FallbackKeys.NEGATIVE_MAX)),
                settings.get(FallbackKeys.HEDGE));
    }

    private static Duration millis(Settings settings, Setting<Long> setting) {
        return Duration.ofMillis(settings.get(setting));
    }
}
