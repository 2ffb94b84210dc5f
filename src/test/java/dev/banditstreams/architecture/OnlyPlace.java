package dev.banditstreams.architecture;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What only some packages may use. A use is written {@code some.package..}, {@code some.Type} or
 * {@code some.Type#member}.
 */
enum OnlyPlace {
    ENVIRONMENT(
            Set.of(Layer.CONFIG),
            List.of(
                    "java.lang.System#getenv",
                    "java.lang.System#getProperty",
                    "java.lang.System#getProperties",
                    "java.lang.System#setProperty",
                    "java.lang.System#setProperties",
                    "java.lang.System#clearProperty",
                    "java.lang.Integer#getInteger",
                    "java.lang.Long#getLong",
                    "java.lang.Boolean#getBoolean")),
    MICROMETER(Set.of(Layer.METRICS), List.of("io.micrometer..", "io.prometheus..")),
    GOOGLE(Set.of(Layer.VERTEX, Layer.DEMO), List.of("com.google..", "io.grpc..")),
    AVRO(Set.of(Layer.CODEC), List.of("org.apache.avro..", Layer.CODEC.packageName() + ".avro..")),
    PROCESSOR_API(
            Set.of(Layer.TOPOLOGY),
            List.of(
                    "org.apache.kafka.streams.processor.api..",
                    "org.apache.kafka.streams.processor.Punctuator",
                    "org.apache.kafka.streams.processor.PunctuationType",
                    "org.apache.kafka.streams.processor.StreamPartitioner",
                    "org.apache.kafka.streams.processor.TimestampExtractor")),
    KAFKA_STREAMS(Set.of(Layer.RUNTIME), List.of("org.apache.kafka.streams.KafkaStreams")),
    DRIVERS_AND_CHARTS(
            Set.of(Layer.SIMULATION),
            List.of(
                    "org.apache.kafka.streams.TopologyTestDriver",
                    "org.apache.kafka.streams.TestInputTopic",
                    "org.apache.kafka.streams.TestOutputTopic",
                    "org.apache.kafka.streams.test..",
                    "org.knowm.xchart..",
                    "java.awt..")),
    HTTP_SERVER(
            Set.of(Layer.WEB, Layer.DEMO),
            List.of("io.javalin..", "org.eclipse.jetty..", "jakarta.servlet..", "com.sun.net.httpserver..")),
    BROKER(
            Set.of(Layer.DEMO),
            List.of(
                    "kafka..",
                    "org.apache.kafka.controller..",
                    "org.apache.kafka.coordinator..",
                    "org.apache.kafka.image..",
                    "org.apache.kafka.metadata..",
                    "org.apache.kafka.network..",
                    "org.apache.kafka.raft..",
                    "org.apache.kafka.server..",
                    "org.apache.kafka.storage..")),
    PROCESS(
            Set.of(Layer.CLI),
            List.of(
                    "java.lang.System#exit",
                    "java.lang.System#out",
                    "java.lang.System#err",
                    "java.lang.Runtime#exit",
                    "java.lang.Runtime#halt",
                    "java.lang.Throwable#printStackTrace"));

    /** Classes that break a rule for a reason: fully qualified name, reason. */
    private static final Map<OnlyPlace, Map<String, String>> EXCEPTIONS = Map.of(
            ENVIRONMENT,
            Map.of("dev.banditstreams.codec.GeneratedClasses", "Avro takes its limits from system properties alone"),
            AVRO,
            Map.of(
                    "dev.banditstreams.demo.RegistryContent", "a registry parses schemas",
                    "dev.banditstreams.demo.RegisteredSubject", "a registry compares schemas",
                    "dev.banditstreams.demo.CompatibilityLevel", "a registry checks compatibility"));

    @SuppressWarnings("ImmutableEnumChecker") // a copy that nothing changes
    private final Set<Layer> layers;

    @SuppressWarnings("ImmutableEnumChecker") // a copy that nothing changes
    private final List<String> uses;

    OnlyPlace(Set<Layer> layers, List<String> uses) {
        this.layers = Set.copyOf(layers);
        this.uses = List.copyOf(uses);
    }

    Set<Layer> layers() {
        return layers;
    }

    List<String> uses() {
        return uses;
    }

    Map<String, String> exceptions() {
        return EXCEPTIONS.getOrDefault(this, Map.of());
    }

    /** The use that covers {@code type}, or {@code type#member}. */
    Optional<String> covering(String type, String member) {
        return uses.stream()
                .filter(use -> use.endsWith("..")
                        ? type.startsWith(use.substring(0, use.length() - 1))
                        : use.equals(type) || type.startsWith(use + "$") || use.equals(type + "#" + member))
                .findFirst();
    }
}
