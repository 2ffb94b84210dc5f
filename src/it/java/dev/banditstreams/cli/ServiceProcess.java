package dev.banditstreams.cli;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** {@code bandit run} as a process of its own, on a free port; its log is a file. */
final class ServiceProcess implements AutoCloseable {

    private static final Pattern ADDRESS = Pattern.compile("http on 127\\.0\\.0\\.1:(\\d+)");
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final HttpClient http = HttpClient.newHttpClient();
    private final Process process;
    private final Path log;
    private final Path out;

    private ServiceProcess(Process process, Path log, Path out) {
        this.process = process;
        this.log = log;
        this.out = out;
    }

    static ServiceProcess start(Path directory, String... args) throws IOException {
        Path log = Files.createTempFile(directory, "run", ".log");
        Path out = Files.createTempFile(directory, "run", ".out");
        // Surefire's own class path is a jar that names the real one.
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        List<String> command = Stream.concat(
                        Stream.of(
                                Path.of(System.getProperty("java.home"), "bin", "java")
                                        .toString(),
                                "-Xmx512m",
                                "-cp",
                                classPath,
                                Main.class.getName(),
                                "run",
                                "--set",
                                "bandit.http.port=0"),
                        Stream.of(args))
                .toList();
        Process process = new ProcessBuilder(command)
                .redirectError(log.toFile())
                .redirectOutput(out.toFile())
                .start();
        return new ServiceProcess(process, log, out);
    }

    String log() throws IOException {
        return Files.readString(log);
    }

    /** What it has written to stdout. */
    String out() throws IOException {
        return Files.readString(out);
    }

    ServiceProcess awaitHttp() {
        await("http of " + log)
                .atMost(PATIENCE)
                .until(() -> ADDRESS.matcher(log()).find());
        return this;
    }

    ServiceProcess awaitReady() {
        awaitHttp();
        await("readiness, see " + log)
                .atMost(PATIENCE)
                .until(() -> !process.isAlive() || get("/health/ready").statusCode() == 200);
        return this;
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        Matcher address = ADDRESS.matcher(log());
        if (!address.find()) {
            throw new IllegalStateException("no http yet: " + log());
        }
        URI uri = URI.create("http://127.0.0.1:" + address.group(1) + path);
        return http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }

    /** SIGTERM. */
    void terminate() {
        process.destroy();
    }

    /** SIGKILL. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** @throws AssertionError if it runs for longer */
    int exitCodeWithin(Duration limit) throws InterruptedException {
        if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new AssertionError("still runs after " + limit + ", see " + log);
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
