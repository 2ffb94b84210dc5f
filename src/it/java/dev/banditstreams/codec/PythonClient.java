package dev.banditstreams.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Confluent's Python client with Avro's Python library: a client that nobody here wrote. */
final class PythonClient {

    /** The one that sees what the system's packages install; another one may come first on the PATH. */
    private static final String PYTHON = "/usr/bin/python3";

    private static final String SCRIPT = "src/it/resources/interop/exchange.py";
    private static final String MISSING = PYTHON + " has not the client; on Debian:"
            + " apt-get install python3-confluent-kafka python3-avro python3-requests";

    private final String url;

    /** @param url the root of the registry's API */
    PythonClient(String url) {
        this.url = url;
    }

    /** Skips the tests where the client isn't installed; fails where {@code CI=true} says that it has to be. */
    static void requireInstalled() throws Exception {
        if (!Files.isExecutable(Path.of(PYTHON))
                || exitCode(List.of(PYTHON, "-c", "import confluent_kafka.avro, avro.io")) != 0) {
            if ("true".equals(System.getenv("CI"))) {
                fail(MISSING);
            }
            abort(MISSING);
        }
    }

    private static int exitCode(List<String> command) throws Exception {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        return process.waitFor();
    }

    /** What the client makes of a record, as JSON. */
    String decode(byte[] record) throws Exception {
        return run(Base64.getEncoder().encodeToString(record), "decode", url);
    }

    /** A record, given as JSON, as the client writes it. */
    byte[] encode(String topic, Path schema, String json) throws Exception {
        return Base64.getDecoder().decode(run(json, "encode", url, topic, schema.toString()));
    }

    private static String run(String input, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(PYTHON, SCRIPT));
        command.addAll(List.of(arguments));
        Path errors = Files.createTempFile(Path.of("target"), "python", ".log");
        Process process =
                new ProcessBuilder(command).redirectError(errors.toFile()).start();
        try {
            process.getOutputStream().write(input.getBytes(UTF_8));
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
            assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
            assertThat(process.exitValue()).as(Files.readString(errors)).isZero();
            return output;
        } finally {
            process.destroyForcibly();
            Files.delete(errors);
        }
    }
}
