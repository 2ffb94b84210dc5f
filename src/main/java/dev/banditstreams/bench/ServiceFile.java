package dev.banditstreams.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/** The properties files of the service and of the ceiling. */
record ServiceFile(BenchOptions options, Endpoints endpoints, Path directory) {

    static final String CEILING_PREFIX = "ceiling.";

    private static final int USUAL_CANDIDATES = 5_000;

    /**
     * The strength that a public retailer's logs give: between 7,000 and 11,000 pseudo-impressions. With it a posterior
     * is Beta(30 to 450, some 9,000), each item's own.
     */
    private static final Map<String, String> PRIORS = Map.of(
            "bandit.prior.item.strength", "9000",
            "bandit.prior.mean", "0.02",
            "bandit.prior.global.strength", "100");

    Path ofService() {
        return write("service", Map.of());
    }

    /** The same but for names: the same Streams properties. */
    Path ofCeiling() {
        return write("ceiling", Map.of("bandit.topic.prefix", CEILING_PREFIX));
    }

    /** For people. */
    static String arms() {
        return "every item has counts of its own (features; impressions log-uniform in 30 to 300,000, click rate in 0.5"
                + " to 5 %), no arm has outcomes yet; with the prior's strength "
                + PRIORS.get("bandit.prior.item.strength")
                + " posteriors are Beta(30 to 450, about 9,000)";
    }

    private Path write(String name, Map<String, String> last) {
        Map<String, String> settings = new TreeMap<>(PRIORS);
        if (options.candidates() > USUAL_CANDIDATES) {
            settings.put("bandit.limit.candidates", Integer.toString(options.candidates()));
        }
        settings.putAll(options.settings());
        settings.put("bootstrap.servers", endpoints.bootstrapServers());
        settings.put("schema.registry.url", endpoints.registryUrl());
        settings.put("bandit.http.port", "0");
        settings.put("bandit.state.dir", directory.resolve(name + "-state").toString());
        settings.putAll(last);
        Properties properties = new Properties();
        properties.putAll(settings);
        Path file = directory.resolve(name + ".properties");
        try (Writer writer = Files.newBufferedWriter(file)) {
            properties.store(writer, null);
        } catch (IOException e) {
            throw new UncheckedIOException("can't write " + file + ": " + e.getMessage(), e);
        }
        return file;
    }
}
