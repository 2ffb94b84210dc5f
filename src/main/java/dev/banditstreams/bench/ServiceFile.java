package dev.banditstreams.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The properties files of the service and of the ceiling.
 *
 * @param store null: the service has no fallback
 */
record ServiceFile(BenchOptions options, Endpoints endpoints, UserStore.@Nullable Address store, Path directory) {

    static final String CEILING_PREFIX = "ceiling.";

    private static final int USUAL_CANDIDATES = 5_000;

    /** Longer than requests wait at saturation. */
    private static final int PATIENCE_MILLIS = 10_000;

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

    /** Nothing is to be given up: a request that waits is answered when what it waits for has come. */
    private static Map<String, String> forMisses(int millis) {
        String deadline = Integer.toString(millis + PATIENCE_MILLIS);
        return Map.of(
                "bandit.deadline.ms", deadline,
                "bandit.limit.deadline.ms", deadline,
                "bandit.limit.parked.requests", "1000000",
                "bandit.limit.parked.bytes", "1000000000",
                "bandit.fallback.read.ms", deadline,
                "bandit.fallback.call.timeout.ms", deadline,
                "bandit.vertex.call.timeout.ms", deadline,
                "bandit.fallback.calls.max", "10000",
                "bandit.fallback.calls.waiting", "100000");
    }

    private static Map<String, String> fallback(UserStore.Address store) {
        return Map.of(
                "bandit.fallback", "vertex",
                "bandit.vertex.endpoint", store.endpoint(),
                "bandit.vertex.plaintext", "true",
                "bandit.vertex.project", "bench",
                "bandit.vertex.location", "here",
                "bandit.vertex.store", "users",
                "bandit.vertex.user.view", UserStore.VIEW,
                "bandit.vertex.item.view", "");
    }

    private Path write(String name, Map<String, String> last) {
        Map<String, String> settings = new TreeMap<>(PRIORS);
        if (options.candidates() > USUAL_CANDIDATES) {
            settings.put("bandit.limit.candidates", Integer.toString(options.candidates()));
        }
        if (store != null) {
            settings.putAll(forMisses(options.misses().millis()));
            // One call for the users of some milliseconds, instead of one each.
            settings.put("bandit.vertex.api", "online-store-streaming");
        }
        settings.putAll(options.settings());
        if (store != null) {
            settings.putAll(fallback(store));
        }
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
