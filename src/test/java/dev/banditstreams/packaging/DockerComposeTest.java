package dev.banditstreams.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.banditstreams.cli.Main;
import dev.banditstreams.config.Keys;
import dev.banditstreams.config.Settings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;

/** No container engine runs here; so what {@code docker-compose.yml} names is checked to exist and to fit together. */
class DockerComposeTest {

    private static final Pattern IMAGE = Pattern.compile("[a-z0-9/-]+:(v?[0-9]+\\.[0-9][A-Za-z0-9._-]*)");
    private static final Pattern PORT = Pattern.compile("127\\.0\\.0\\.1:(\\d+):(\\d+)");
    private static final Path SERVICE_PROPERTIES = Path.of("deploy/service.properties");

    private static Yaml compose;
    private static Settings settings;

    @BeforeAll
    static void read() throws IOException {
        compose = Yaml.read(Path.of("docker-compose.yml"));
        // Throws if one of the settings doesn't exist.
        settings = Settings.read(SERVICE_PROPERTIES, Map.of());
    }

    static Set<String> services() throws IOException {
        return Yaml.read(Path.of("docker-compose.yml")).get("services").map().keySet();
    }

    @ParameterizedTest
    @MethodSource("services")
    void shouldNameImagesByVersion(String name) {
        assertThat(service(name).get("image").text()).matches(IMAGE);
    }

    @ParameterizedTest
    @MethodSource("services")
    void shouldPublishPortsOnThisMachineOnly(String name) {
        assertThat(service(name).get("ports").texts())
                .allMatch(port -> PORT.matcher(port).matches());
    }

    @ParameterizedTest
    @MethodSource("services")
    void shouldRunAsAnUnprivilegedUser(String name) {
        assertThat(service(name).get("user").text()).matches("[1-9][0-9]*:[0-9]+");
        assertThat(service(name).get("security_opt").texts()).contains("no-new-privileges:true");
    }

    @ParameterizedTest
    @MethodSource("services")
    void shouldMountWhatExists(String name) {
        for (String mount : service(name).get("volumes").texts()) {
            String source = mount.substring(0, mount.indexOf(':'));
            if (source.startsWith("./")) {
                assertThat(Path.of(source)).exists();
                assertThat(mount).endsWith(":ro");
            } else {
                assertThat(compose.get("volumes").map()).containsKey(source);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("services")
    void shouldWaitForWhatExists(String name) {
        service(name).get("depends_on").map().forEach((other, how) -> {
            if (how.get("condition").text().equals("service_healthy")) {
                assertThat(service(other).get("healthcheck").isPresent()).isTrue();
            } else {
                assertThat(how.get("condition").text()).isEqualTo("service_completed_successfully");
                assertThat(service(other).get("restart").text()).isEqualTo("no");
            }
        });
    }

    @ParameterizedTest
    @MethodSource("services")
    void shouldCheckTheHealthOfWhatKeepsRunning(String name) {
        Yaml service = service(name);
        assertThat(service.get("healthcheck").isPresent())
                .isEqualTo(!service.get("restart").text().equals("no"));
    }

    @Test
    void shouldRunTheImageThatTheBuildMakes() throws IOException {
        Matcher version = Pattern.compile("<artifactId>bandit-streams</artifactId>\\s*<version>([^<]+)<")
                .matcher(Files.readString(Path.of("pom.xml")));
        assertThat(version.find()).isTrue();
        assertThat(Stream.of("service", "topics")
                        .map(name -> service(name).get("image").text()))
                .containsOnly("bandit-streams:" + version.group(1));
    }

    @Test
    void shouldGiveServiceAndTopicsTheSameSettings() {
        String mount = "./" + SERVICE_PROPERTIES + ":/etc/bandit/service.properties:ro";
        assertThat(service("service").get("volumes").texts()).contains(mount);
        assertThat(service("topics").get("volumes").texts()).contains(mount);
        assertThat(service("topics").get("command").texts())
                .containsSubsequence("--config", "/etc/bandit/service.properties");
    }

    @Test
    void shouldCallCommandsThatExist() {
        // Throws on an option or a command that there isn't; the service's own command is the image's.
        ParseResult topics = new CommandLine(new Main())
                .parseArgs(service("topics").get("command").texts().toArray(String[]::new));

        assertThat(topics.subcommand().commandSpec().name()).isEqualTo("topics");
        assertThat(service("service").get("command").isPresent()).isFalse();
    }

    @Test
    void shouldPublishTheServicesPort() {
        assertThat(containerPort("service")).isEqualTo(settings.get(Keys.HTTP_PORT));
        assertThat(settings.get(Keys.HTTP_HOST)).isEqualTo("0.0.0.0");
        assertThat(String.join(
                        " ", service("service").get("healthcheck").get("test").texts()))
                .contains("/dev/tcp/127.0.0.1/" + settings.get(Keys.HTTP_PORT) + " ")
                .contains("GET /health/ready HTTP");
    }

    @Test
    void shouldKeepTheServicesState() {
        assertThat(service("service").get("volumes").texts()).contains("state:" + settings.get(Keys.STATE_DIR));
    }

    @Test
    void shouldFindTheBroker() {
        Yaml environment = service("kafka").get("environment");
        String advertised = environment.get("KAFKA_ADVERTISED_LISTENERS").text();
        assertThat(advertised.split(","))
                .contains(
                        "NETWORK://" + settings.bootstrapServers(),
                        "HOST://" + service("kafka").get("ports").texts().get(0).replaceAll(":\\d+$", ""));
        assertThat(environment.get("KAFKA_LISTENERS").text().split(","))
                .contains("HOST://:" + containerPort("kafka"))
                .contains("NETWORK://:" + settings.bootstrapServers().replaceAll(".*:", ""));
        assertThat(service("registry")
                        .get("environment")
                        .get("KAFKA_BOOTSTRAP_SERVERS")
                        .text())
                .isEqualTo(settings.bootstrapServers());
        assertThat(settings.bootstrapServers()).startsWith("kafka:");
    }

    @Test
    void shouldFindTheRegistry() {
        URI registry = URI.create(settings.confluent().get("schema.registry.url"));
        assertThat(registry.getHost()).isEqualTo("registry");
        assertThat(registry.getPort()).isEqualTo(containerPort("registry"));
        assertThat(String.join(
                        " ", service("registry").get("healthcheck").get("test").texts()))
                .contains("/dev/tcp/127.0.0.1/" + registry.getPort() + " ")
                .contains("GET " + registry.getPath() + "/subjects HTTP");
    }

    @Test
    void shouldScrapeTheService() throws IOException {
        assertThat(service("prometheus").get("volumes").texts())
                .contains("./deploy/prometheus.yml:/etc/prometheus/prometheus.yml:ro");
        Yaml scrape = Yaml.read(Path.of("deploy/prometheus.yml"))
                .get("scrape_configs")
                .list()
                .get(0);
        assertThat(scrape.get("metrics_path").text()).isEqualTo("/metrics");
        assertThat(scrape.get("static_configs").list().get(0).get("targets").texts())
                .containsExactly("service:" + settings.get(Keys.HTTP_PORT));
    }

    private static Yaml service(String name) {
        Yaml service = compose.get("services").get(name);
        assertThat(service.isPresent()).as("service %s", name).isTrue();
        return service;
    }

    private static int containerPort(String name) {
        return service(name).get("ports").texts().stream()
                .map(PORT::matcher)
                .filter(Matcher::matches)
                .map(port -> Integer.parseInt(port.group(2)))
                .findFirst()
                .orElseThrow();
    }
}
