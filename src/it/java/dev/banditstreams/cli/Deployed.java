package dev.banditstreams.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.banditstreams.config.Settings;
import dev.banditstreams.demo.EmbeddedBroker;
import dev.banditstreams.demo.EmbeddedRegistry;
import dev.banditstreams.model.Topic;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/** A broker, a registry and the service's topics, for services that run as processes. */
final class Deployed implements AutoCloseable {

    private static final int PARTITIONS = 2;

    private final Path directory;
    private final EmbeddedBroker broker;
    private final EmbeddedRegistry registry;

    Deployed(Path directory) {
        this.directory = directory;
        broker = EmbeddedBroker.start(directory.resolve("broker"));
        registry = EmbeddedRegistry.start(0);
        int exitCode = Main.execute(
                new PrintWriter(Writer.nullWriter()),
                new PrintWriter(Writer.nullWriter()),
                "topics",
                "--create",
                "--partitions",
                Integer.toString(PARTITIONS),
                "--bootstrap-servers",
                broker.bootstrapServers(),
                "--registry",
                registry.url());
        assertThat(exitCode).isZero();
    }

    /** For clients. */
    Settings settings() {
        return Settings.of(
                Map.of("bootstrap.servers", broker.bootstrapServers(), "schema.registry.url", registry.url()));
    }

    /**
     * Starts a service.
     *
     * @param state name of its state directory, and of no other service's that runs
     * @param more settings, {@code key=value}
     */
    ServiceProcess run(String role, String state, List<String> more) throws IOException {
        List<String> settings = new ArrayList<>(List.of(
                "bootstrap.servers=" + broker.bootstrapServers(),
                "schema.registry.url=" + registry.url(),
                "bandit.role=" + role,
                "bandit.state.dir=" + directory.resolve(state)));
        settings.addAll(more);
        Path file = Files.write(directory.resolve(state + ".properties"), settings);
        return ServiceProcess.start(directory, "--config", file.toString());
    }

    /** How many requests score has committed as read. */
    long committedRequests() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            return admin
                    .listConsumerGroupOffsets("bandit-score")
                    .partitionsToOffsetAndMetadata()
                    .get()
                    .entrySet()
                    .stream()
                    .filter(entry -> entry.getKey().topic().equals("scoring-requests"))
                    .mapToLong(entry -> entry.getValue().offset())
                    .sum();
        }
    }

    /** Offsets of all partitions together, transaction markers included. */
    long end(Topic topic) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            return admin
                    .listOffsets(IntStream.range(0, PARTITIONS)
                            .boxed()
                            .collect(Collectors.toMap(
                                    partition -> new TopicPartition(topic.withPrefix(""), partition),
                                    partition -> OffsetSpec.latest())))
                    .all()
                    .get()
                    .values()
                    .stream()
                    .mapToLong(end -> end.offset())
                    .sum();
        }
    }

    @Override
    public void close() {
        registry.close();
        broker.close();
    }
}
