package dev.banditstreams.demo;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Apicurio Registry as a process of its own: a registry that nobody here wrote, with Confluent's API. The build unpacks
 * it into {@code target/apicurio}; content in memory.
 */
public final class ApicurioRegistry implements AutoCloseable {

    private static final Path UNPACKED = Path.of("target/apicurio");
    private static final Path LOG = Path.of("target/apicurio.log");
    private static final Pattern LISTENING = Pattern.compile("Listening on: (http://127\\.0\\.0\\.1:\\d+)");
    /** It takes 8 s on an idle machine, and several times that beside other builds. */
    private static final Duration START = Duration.ofMinutes(3);

    private final Process process;
    private final String url;

    private ApicurioRegistry(Process process, String url) {
        this.process = process;
        this.url = url;
    }

    /** The root of Confluent's API. */
    public String url() {
        return url + "/apis/ccompat/v7";
    }

    private static ApicurioRegistry start() {
        try {
            Process process = new ProcessBuilder(List.of(
                            ProcessHandle.current().info().command().orElse("java"),
                            "-Xmx512m",
                            "-Dquarkus.http.host=127.0.0.1",
                            "-Dquarkus.http.port=0",
                            "-jar",
                            jar().toString()))
                    .redirectErrorStream(true)
                    .redirectOutput(LOG.toFile())
                    .start();
            try {
                await("Apicurio to listen, see " + LOG)
                        .atMost(START)
                        .until(() -> !process.isAlive() || address().isPresent());
                return new ApicurioRegistry(
                        process,
                        address()
                                .orElseThrow(() -> new IllegalStateException(
                                        "Apicurio ended with " + process.exitValue() + ", see " + LOG)));
            } catch (RuntimeException e) {
                end(process);
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path jar() throws IOException {
        if (Files.isDirectory(UNPACKED)) {
            try (Stream<Path> files = Files.list(UNPACKED)) {
                Optional<Path> jar = files.filter(file -> file.toString().endsWith("-runner.jar"))
                        .findFirst();
                if (jar.isPresent()) {
                    return jar.get();
                }
            }
        }
        throw new IllegalStateException(
                "no registry in " + UNPACKED + "; mvn verify unpacks it, or mvn dependency:unpack@registry-under-test");
    }

    private static Optional<String> address() throws IOException {
        Matcher listening = LISTENING.matcher(Files.readString(LOG));
        return listening.find() ? Optional.of(listening.group(1)) : Optional.empty();
    }

    @Override
    public void close() {
        end(process);
    }

    private static void end(Process process) {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    /** Gives tests one registry, which is started for the first of them and ends with the last. */
    public static final class Extension implements ParameterResolver {

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == ApicurioRegistry.class;
        }

        @Override
        public ApicurioRegistry resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return context.getRoot()
                    .getStore(ExtensionContext.Namespace.GLOBAL)
                    .computeIfAbsent(ApicurioRegistry.class, type -> start(), ApicurioRegistry.class);
        }
    }
}
