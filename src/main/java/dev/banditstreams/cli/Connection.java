package dev.banditstreams.cli;

import dev.banditstreams.config.Keys;
import dev.banditstreams.config.Settings;
import dev.banditstreams.runtime.ClientSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of a client of the service: where brokers, registry and topics are. */
final class Connection {

    private static final Duration FIRST_ANSWER = Duration.ofSeconds(15);
    private static final String LOCAL_BROKER = "localhost:9092";
    private static final String LOCAL_REGISTRY = "http://localhost:8081";

    @Option(
            names = "--bootstrap-servers",
            paramLabel = "HOST:PORT,...",
            description = "The brokers. Default: the file's, else " + LOCAL_BROKER + ".")
    private @Nullable String bootstrapServers;

    @Option(
            names = "--registry",
            paramLabel = "URL",
            description = "The schema registry. Default: the file's, else " + LOCAL_REGISTRY + ".")
    private @Nullable String registry;

    @Option(names = "--topic-prefix", paramLabel = "PREFIX", description = "Comes before every topic's name.")
    private @Nullable String topicPrefix;

    @Option(
            names = {"--config", "--command-config"},
            paramLabel = "FILE",
            description = "Properties file: the service's, or one with the clients' security settings.")
    private @Nullable Path config;

    /** Whether any of them is there. */
    boolean given() {
        return bootstrapServers != null || registry != null || topicPrefix != null || config != null;
    }

    /** @throws dev.banditstreams.config.SettingsException if the file or an option has errors */
    Settings settings() {
        Map<String, String> defaults = Map.of("bootstrap.servers", LOCAL_BROKER, "schema.registry.url", LOCAL_REGISTRY);
        Map<String, String> overrides = new LinkedHashMap<>();
        put(overrides, "bootstrap.servers", bootstrapServers);
        put(overrides, "schema.registry.url", registry);
        put(overrides, Keys.TOPIC_PREFIX.key(), topicPrefix);
        return Settings.read(defaults, config, overrides);
    }

    /**
     * The settings, once a broker has answered: every other call would wait its full time, and say less.
     *
     * @param patience how long to wait for it, at most 15 s
     * @throws CommandFailure that says what to do if none answers
     */
    Settings reachable(Duration patience) {
        Settings settings = settings();
        Duration most = patience.compareTo(FIRST_ANSWER) < 0 ? patience : FIRST_ANSWER;
        try (Admin admin = Admin.create(ClientSettings.admin(settings))) {
            DescribeClusterOptions options = new DescribeClusterOptions().timeoutMs(Math.toIntExact(most.toMillis()));
            admin.describeCluster(options).nodes().get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof TimeoutException) {
                throw new CommandFailure(
                        "no broker at " + settings.bootstrapServers() + " answered within " + most.toSeconds()
                                + " s; give another address with --bootstrap-servers",
                        e);
            }
            throw new CommandFailure(
                    "the brokers at " + settings.bootstrapServers() + " refuse: " + Failures.deepest(e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailure("interrupted", e);
        } catch (KafkaException e) {
            throw new CommandFailure("the settings for Kafka are refused: " + Failures.deepest(e), e);
        }
        return settings;
    }

    private static void put(Map<String, String> overrides, String key, @Nullable String value) {
        if (value != null) {
            overrides.put(key, value);
        }
    }
}
