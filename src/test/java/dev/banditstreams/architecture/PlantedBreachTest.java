package dev.banditstreams.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.properties.HasName;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Shows that each rule reports what it forbids, all of it and nothing else. */
class PlantedBreachTest {

    /** Statements for each place, together one for each of its uses. */
    private static final Map<OnlyPlace, List<String>> BREACHES = Map.of(
            OnlyPlace.ENVIRONMENT,
            List.of(
                    "java.util.function.Function<String, String> variable = System::getenv;",
                    "System.getProperty(\"a\");",
                    "System.getProperties();",
                    "System.setProperty(\"a\", \"b\");",
                    "System.setProperties(new java.util.Properties());",
                    "System.clearProperty(\"a\");",
                    "Integer.getInteger(\"a\");",
                    "Long.getLong(\"a\");",
                    "Runnable later = () -> Boolean.getBoolean(\"a\");"),
            OnlyPlace.MICROMETER,
            List.of(
                    "io.micrometer.core.instrument.Metrics.counter(\"a\");",
                    "io.prometheus.metrics.model.registry.PrometheusRegistry registry = null; use(registry.scrape());"),
            OnlyPlace.GOOGLE,
            List.of("new com.google.planted.Client();", "use(io.grpc.Status.class);"),
            OnlyPlace.AVRO,
            List.of(
                    "use(org.apache.avro.Schema.Type.values());",
                    "dev.banditstreams.codec.avro.ArmState.getClassSchema();"),
            OnlyPlace.PROCESSOR_API,
            List.of(
                    "use(org.apache.kafka.streams.processor.api.Processor.class);",
                    "use(org.apache.kafka.streams.processor.Punctuator.class);",
                    "use(org.apache.kafka.streams.processor.PunctuationType.values());",
                    "use(org.apache.kafka.streams.processor.StreamPartitioner.class);",
                    "use(org.apache.kafka.streams.processor.TimestampExtractor.class);"),
            OnlyPlace.KAFKA_STREAMS,
            List.of("use(org.apache.kafka.streams.KafkaStreams.State.values());"),
            OnlyPlace.DRIVERS_AND_CHARTS,
            List.of(
                    "use(org.apache.kafka.streams.TopologyTestDriver.class);",
                    "use(org.apache.kafka.streams.TestInputTopic.class);",
                    "use(org.apache.kafka.streams.TestOutputTopic.class);",
                    "use(org.apache.kafka.streams.test.TestRecord.class);",
                    "use(org.knowm.xchart.XYChart.class);",
                    "use(java.awt.Color.class);"),
            OnlyPlace.HTTP_SERVER,
            List.of(
                    "io.javalin.Javalin.create();",
                    "use(org.eclipse.jetty.server.Server.class);",
                    "use(jakarta.servlet.http.HttpServlet.class);",
                    "use(com.sun.net.httpserver.HttpServer.class);"),
            OnlyPlace.BROKER,
            List.of(
                    "use(kafka.server.KafkaRaftServer.class);",
                    "use(org.apache.kafka.controller.Controller.class);",
                    "use(org.apache.kafka.coordinator.group.GroupCoordinator.class);",
                    "use(org.apache.kafka.image.MetadataImage.class);",
                    "use(org.apache.kafka.metadata.BrokerState.values());",
                    "use(org.apache.kafka.network.SocketServerConfigs.class);",
                    "use(org.apache.kafka.raft.QuorumConfig.class);",
                    "use(org.apache.kafka.server.config.ServerConfigs.class);",
                    "use(org.apache.kafka.storage.internals.log.LogConfig.class);"),
            OnlyPlace.PROCESS,
            List.of(
                    "System.exit(1);",
                    "System.out.println();",
                    "java.util.function.Consumer<Object> print = System.err::println;",
                    "Runtime.getRuntime().exit(1);",
                    "Runtime.getRuntime().halt(1);",
                    "new Exception().printStackTrace();"));

    @TempDir
    Path dir;

    /** Each package imports each other one once: all 19 x 19 of them. */
    @Test
    void shouldReportEachForbiddenImport() throws IOException {
        Map<String, String> sources = new HashMap<>();
        for (Layer target : Layer.values()) {
            sources.put(target.packageName() + ".Target", "public class Target {}");
            for (Layer from : Layer.values()) {
                sources.put(
                        from.packageName() + ".Imports" + target,
                        "class Imports" + target + " { " + target.packageName() + ".Target[] imported; }");
            }
        }
        JavaClasses planted = new PlantedCode(dir).compile(sources);

        for (Layer from : Layer.values()) {
            Set<String> forbidden = Arrays.stream(Layer.values())
                    .filter(target -> !from.mayImport(target))
                    .map(target -> from + " may not import " + target)
                    .collect(Collectors.toCollection(TreeSet::new));
            assertThat(breaches(PackageRules.importsOf(from), planted)).isEqualTo(forbidden);
        }
    }

    /** Every breach stands in every package. */
    @Test
    void shouldReportEachUseOutsideItsHome() throws IOException {
        Map<String, String> sources = new HashMap<>(Map.of("com.google.planted.Client", "public class Client {}"));
        for (Layer layer : Layer.values()) {
            BREACHES.keySet().forEach(place -> sources.put(breach(layer, place), sourceOf(place)));
        }
        JavaClasses planted = new PlantedCode(dir).compile(sources);

        for (OnlyPlace place : OnlyPlace.values()) {
            Set<String> all = place.uses().stream()
                    .map(use -> use + " is only for " + place.layers())
                    .collect(Collectors.toSet());
            for (Layer layer : Layer.values()) {
                JavaClasses here = planted.that(HasName.Predicates.name(breach(layer, place)));
                assertThat(here).hasSize(1);
                assertThat(breaches(PackageRules.homeOf(place), here))
                        .as("%s in %s", place, layer)
                        .isEqualTo(place.layers().contains(layer) ? Set.of() : all);
            }
        }
    }

    @Test
    void shouldReportACycle() throws IOException {
        JavaClasses planted = new PlantedCode(dir)
                .compile(Map.of(
                        "dev.banditstreams.model.There", "public class There { dev.banditstreams.bandit.Back back; }",
                        "dev.banditstreams.bandit.Back", "public class Back { dev.banditstreams.model.There there; }"));

        assertThat(PackageRules.noCycles().evaluate(planted).getFailureReport().getDetails())
                .singleElement()
                .asString()
                .contains("Slice bandit", "Slice model");
    }

    @Test
    void shouldReportAClassOutsideTheTable() throws IOException {
        JavaClasses planted = new PlantedCode(dir)
                .compile(Map.of(
                        "dev.banditstreams.Lost", "class Lost {}",
                        "dev.banditstreams.util.Strings", "class Strings {}",
                        "dev.banditstreams.topology.internal.Deep", "class Deep {}",
                        "dev.banditstreams.codec.avro.Generated", "class Generated {}",
                        "dev.banditstreams.model.Home", "class Home { class Nested {} }"));

        assertThat(PackageRules.everyClassInALayer()
                        .evaluate(planted)
                        .getFailureReport()
                        .getDetails())
                .extracting(message -> message.substring(0, message.indexOf(' ')))
                .containsExactlyInAnyOrder(
                        "dev.banditstreams.Lost",
                        "dev.banditstreams.util.Strings",
                        "dev.banditstreams.topology.internal.Deep");
    }

    @Test
    void shouldReportAFrameworkInTheKernels() throws IOException {
        JavaClasses planted = new PlantedCode(dir)
                .compile(Map.of(
                        "dev.banditstreams.bandit.Logs", "class Logs { org.slf4j.Logger log; }",
                        "dev.banditstreams.bandit.Plain",
                                "class Plain { java.util.Random a; org.apache.commons.math3.util.FastMath b; }"));

        assertThat(PackageRules.banditIsPlain()
                        .evaluate(planted)
                        .getFailureReport()
                        .getDetails())
                .singleElement()
                .asString()
                .contains("bandit.Logs.log", "org.slf4j.Logger");
    }

    @Test
    void shouldReportSleep() throws IOException {
        JavaClasses planted = new PlantedCode(dir).compile(Map.of("dev.banditstreams.model.SleepsTest", """
                        class SleepsTest {
                            void a() throws Exception { Thread.sleep(1); }
                            void b() throws Exception { java.util.concurrent.TimeUnit.SECONDS.sleep(1); }
                            void c() { java.util.concurrent.locks.LockSupport.parkNanos(1); }
                            void d() { Thread.onSpinWait(); }
                            void fine() throws Exception { Thread.currentThread().join(); }
                        }
                        """));

        assertThat(PackageRules.noSleeping()
                        .evaluate(planted)
                        .getFailureReport()
                        .getDetails())
                .hasSize(4)
                .noneMatch(message -> message.contains("fine"));
    }

    private static String breach(Layer layer, OnlyPlace place) {
        return layer.packageName() + ".Breach" + place;
    }

    private static String sourceOf(OnlyPlace place) {
        String statements = BREACHES.get(place).stream()
                .map(statement -> "{ " + statement + " }")
                .collect(Collectors.joining("\n"));
        return "class Breach" + place + " { void use(Object value) {} void breach() {\n" + statements + "\n} }";
    }

    /** The beginnings of the messages: what is forbidden, without where. */
    private static Set<String> breaches(ArchRule rule, JavaClasses planted) {
        return rule.evaluate(planted).getFailureReport().getDetails().stream()
                .map(message -> message.substring(0, message.indexOf(": ")))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
