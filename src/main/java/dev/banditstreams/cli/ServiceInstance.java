package dev.banditstreams.cli;

import dev.banditstreams.chaos.ChaosPlan;
import dev.banditstreams.chaos.Instance;
import dev.banditstreams.demo.DataDirectory;
import dev.banditstreams.runtime.Service;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.Properties;

/** An instance of the service as a process: {@code bandit run} with a file and a state directory of its own. */
final class ServiceInstance implements Instance {

    private static final int HEAP_MIB = 512;
    private static final Duration HTTP_LIMIT = Duration.ofSeconds(2);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(HTTP_LIMIT)
            .build();
    private final ChaosProcesses processes;
    private final String name;
    private final Path state;
    private final Path config;
    private PartProcess process;

    /** Starts it. */
    ServiceInstance(ChaosProcesses processes, String name, String bootstrapServers, String registryUrl) {
        this.processes = processes;
        this.name = name;
        state = processes.directory().resolve(name + "-state");
        config = processes.directory().resolve(name + ".properties");
        Properties settings = new Properties();
        settings.putAll(ChaosPlan.serviceSettings());
        settings.setProperty("bootstrap.servers", bootstrapServers);
        settings.setProperty("schema.registry.url", registryUrl);
        settings.setProperty("bandit.http.port", "0");
        settings.setProperty("bandit.state.dir", state.toString());
        try (Writer writer = Files.newBufferedWriter(config)) {
            settings.store(writer, null);
        } catch (IOException e) {
            throw new UncheckedIOException("can't write " + config + ": " + e.getMessage(), e);
        }
        process = started();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void start() {
        process = started();
    }

    @Override
    public void kill() {
        process.kill();
    }

    @Override
    public void terminate() {
        process.terminate();
    }

    @Override
    public OptionalInt exitCodeWithin(Duration limit) throws InterruptedException {
        return process.exitCodeWithin(limit);
    }

    @Override
    public void stop() {
        process.signal("STOP");
    }

    @Override
    public void resume() {
        process.signal("CONT");
    }

    @Override
    public void deleteState() {
        DataDirectory.remove(state);
    }

    @Override
    public boolean alive() {
        return process.alive();
    }

    @Override
    public boolean ready() throws InterruptedException {
        if (!process.listens()) {
            return false;
        }
        URI uri = URI.create("http://127.0.0.1:" + process.port(HTTP_LIMIT) + "/health/ready");
        try {
            return http.send(
                                    HttpRequest.newBuilder(uri)
                                            .timeout(HTTP_LIMIT)
                                            .build(),
                                    HttpResponse.BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException e) {
            // It doesn't listen yet, or no longer.
            return false;
        }
    }

    @Override
    public long threadsReplaced() {
        return process.logged(Service.THREAD_REPLACED);
    }

    @Override
    public String lastWords() {
        return process.tail();
    }

    private PartProcess started() {
        return processes.start(name, HEAP_MIB, "service", config.toString());
    }
}
