package dev.banditstreams.runtime;

import dev.banditstreams.config.Settings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;

/** Settings of plain Kafka clients: what is given for all of them, then what is given for their kind. */
public final class ClientSettings {

    private static final List<String> PREFIXES = List.of(
            "producer.", "consumer.", "main.consumer.", "restore.consumer.", "global.consumer.", "admin.", "topic.");

    private ClientSettings() {}

    public static Map<String, Object> admin(Settings settings) {
        return of(settings, "admin.");
    }

    public static Map<String, Object> producer(Settings settings) {
        return of(settings, "producer.");
    }

    /** Without a group; reads committed records only. */
    public static Map<String, Object> consumer(Settings settings) {
        Map<String, Object> client = of(settings, "consumer.");
        client.put("isolation.level", "read_committed");
        client.put("enable.auto.commit", "false");
        return client;
    }

    private static Map<String, Object> of(Settings settings, String prefix) {
        Map<String, Object> client = new HashMap<>();
        client.put(CommonClientConfigs.ENABLE_METRICS_PUSH_CONFIG, "false");
        settings.kafka().forEach((key, value) -> {
            if (PREFIXES.stream().noneMatch(key::startsWith)) {
                client.put(key, value);
            }
        });
        settings.kafka().forEach((key, value) -> {
            if (key.startsWith(prefix)) {
                client.put(key.substring(prefix.length()), value);
            }
        });
        return client;
    }
}
