package dev.banditstreams.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The service's image, as jib has just written it. */
class ServiceImageIT {

    private static final Path TARGET = Path.of("target");
    private static final Path TAR = TARGET.resolve("jib-image.tar");

    /**
     * 175 MB when this was written: 73 of them rocksdbjni, which carries its native library for every platform, and 61
     * Google's client, most of it the messages of all of Vertex AI.
     */
    private static final long LARGEST = 200_000_000;

    private static ImageTar image;

    @BeforeAll
    static void read() throws IOException {
        image = ImageTar.read(TAR);
    }

    @Test
    void shouldCarryTheLibrariesOfTheServiceAndNothingOfTheBroker() throws IOException {
        assertThat(under("app/libs/")).containsExactlyInAnyOrderElementsOf(jarsIn("service"));
        assertThat(jarsIn("broker"))
                .anyMatch(jar -> jar.startsWith("kafka_2.13-"))
                .anyMatch(jar -> jar.startsWith("kafka-server-"))
                .anyMatch(jar -> jar.startsWith("scala-library-"))
                .doesNotContainAnyElementsOf(under("app/libs/"));
    }

    @Test
    void shouldCarryTheServicesClassesAndSchemas() {
        assertThat(image.files())
                .containsKeys(
                        "app/classes/dev/banditstreams/cli/Main.class",
                        "app/classes/dev/banditstreams/codec/avro/ScoringRequest.class",
                        "app/resources/schemas/ScoringRequest.avsc");
    }

    @Test
    void shouldRunTheServiceAsAnUnprivilegedUser() {
        JsonNode config = image.config();
        assertThat(config.get("User").textValue()).isEqualTo("65532:65532");
        assertThat(texts(config.get("Entrypoint"))).startsWith("java").endsWith("dev.banditstreams.cli.Main");
        assertThat(texts(config.get("Cmd"))).containsExactly("run", "--config", "/etc/bandit/service.properties");
        assertThat(config.get("ExposedPorts").has("8080/tcp")).isTrue();
        assertThat(config.get("Labels").get("org.opencontainers.image.licenses").textValue())
                .isEqualTo("Apache-2.0");
    }

    @Test
    void shouldLetThatUserWriteItsState() {
        assertThat(image.config().get("Volumes").has("/var/lib/bandit")).isTrue();
        assertThat(image.files().get("var/lib/bandit/").getMode() & 0777).isEqualTo(0777);
    }

    /** The commands that embed a broker are among those that the help lists. */
    @Test
    void shouldShowItsHelpWithoutTheBroker() throws Exception {
        Process help = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        TARGET.resolve("classes") + ":" + TARGET.resolve("lib/service") + "/*",
                        "dev.banditstreams.cli.Main",
                        "--help")
                .redirectErrorStream(true)
                .start();
        String shown = new String(help.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(help.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(help.exitValue()).as(shown).isZero();
        assertThat(shown).contains("run");
    }

    @Test
    void shouldStaySmall() throws IOException {
        assertThat(Files.size(TAR)).isLessThan(LARGEST);
    }

    private static List<String> under(String directory) {
        return image.files().keySet().stream()
                .filter(file -> file.startsWith(directory) && !file.endsWith("/"))
                .map(file -> file.substring(directory.length()))
                .toList();
    }

    private static List<String> jarsIn(String directory) throws IOException {
        try (Stream<Path> jars = Files.list(TARGET.resolve("lib").resolve(directory))) {
            return jars.map(jar -> jar.getFileName().toString()).toList();
        }
    }

    private static List<String> texts(JsonNode array) {
        return Stream.iterate(0, i -> i + 1)
                .limit(array.size())
                .map(i -> array.get(i).textValue())
                .toList();
    }
}
