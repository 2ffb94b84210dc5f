package dev.banditstreams.demo;

import dev.banditstreams.config.Settings;
import dev.banditstreams.config.SettingsException;
import dev.banditstreams.simulation.World;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the demo shows.
 *
 * @param world how many users, cohorts, items and groups
 * @param candidates items named by each request
 * @param k items returned for each request
 * @param rate requests a second
 * @param seconds how long requests are sent
 * @param seed of the world and the traffic
 * @param keep directory for the broker's and the service's data, empty or not there yet; null: none is left
 * @param kafkaPort port of the broker; 0: any free one
 * @param registryPort port of the schema registry; 0: any free one
 * @param store what is read from the feature store
 * @param settings of the service, beside those that the demo needs
 */
public record DemoOptions(
        World.Size world,
        int candidates,
        int k,
        int rate,
        int seconds,
        long seed,
        @Nullable Path keep,
        int kafkaPort,
        int registryPort,
        FeatureStore store,
        Map<String, String> settings) {

    public DemoOptions {
        settings = Map.copyOf(settings);
    }

    private static final int MOST_CANDIDATES = 5_000;
    private static final int MOST_COHORTS = 64;
    private static final int MOST_USERS = 1_000_000;
    private static final int MOST_ITEMS = 100_000;
    private static final int MOST_RANKED = 500_000_000;

    /**
     * What is read from the feature store.
     *
     * @param missRate share of the requests, from 0 to 1, that come from a user never seen before
     * @param cold whether nothing else is published either: every user and item is read there
     * @param script how the store behaves by time; null: it is well
     */
    public record FeatureStore(
            double missRate, boolean cold, @Nullable Path script) {

        /** Most calls take some milliseconds. */
        private static final VertexScript WELL =
                VertexScript.parse(List.of("0 latency=lognormal:5:40"), "the demo's own script");

        /** @throws IllegalArgumentException and others if the script can't be read */
        VertexScript behaviour() {
            return script == null ? WELL : VertexScript.read(script);
        }

        private List<String> problems() {
            List<String> problems = new ArrayList<>();
            if (!(missRate >= 0 && missRate <= 1)) {
                problems.add("--miss-rate %s: has to lie in 0 to 1".formatted(missRate));
            }
            if (script != null && !Files.isRegularFile(script)) {
                problems.add("--vertex-script " + script + ": "
                        + (Files.exists(script) ? "it is not a file" : "there is no such file"));
            } else {
                try {
                    behaviour();
                } catch (IllegalArgumentException e) {
                    problems.add("--vertex-script " + e.getMessage());
                } catch (UncheckedIOException e) {
                    problems.add("--vertex-script " + script + ": it can't be read as text");
                }
            }
            return problems;
        }
    }

    /** What is wrong with the options, one sentence each; empty: nothing. */
    public List<String> problems() {
        List<String> problems = new ArrayList<>();
        within(problems, "--users", world.users(), 1, MOST_USERS);
        within(problems, "--cohorts", world.cohorts(), 1, MOST_COHORTS);
        within(problems, "--items", world.items(), 1, MOST_ITEMS);
        within(problems, "--candidates", candidates, 1, MOST_CANDIDATES);
        within(problems, "--k", k, 1, MOST_CANDIDATES);
        within(problems, "--rate", rate, 1, 100_000);
        within(problems, "--seconds", seconds, 1, 86_400);
        within(problems, "--kafka-port", kafkaPort, 0, 65_535);
        within(problems, "--registry-port", registryPort, 0, 65_535);
        if (candidates > world.items()) {
            problems.add("--candidates %d: there are only %d items; raise --items or name fewer candidates"
                    .formatted(candidates, world.items()));
        }
        if (k > candidates) {
            problems.add("--k %d: a request names only %d candidates; lower --k or raise --candidates"
                    .formatted(k, candidates));
        }
        if ((long) rate * seconds * k > MOST_RANKED) {
            problems.add("--rate %d, --seconds %d and --k %d make more than %,d ranked items; lower one of them"
                    .formatted(rate, seconds, k, MOST_RANKED));
        }
        if (kafkaPort != 0 && kafkaPort == registryPort) {
            problems.add("--kafka-port and --registry-port are both " + kafkaPort + "; they have to differ");
        }
        if (keep != null) {
            unusable(keep).forEach(problem -> problems.add("--keep " + keep + ": " + problem));
        }
        problems.addAll(store.problems());
        problems.addAll(wrongSettings());
        return problems;
    }

    private List<String> wrongSettings() {
        Map<String, String> all = new HashMap<>(settings);
        all.put("bootstrap.servers", "the-demo-s-own:9092");
        all.put("schema.registry.url", "http://the-demo-s-own");
        try {
            var unused = Settings.of(all);
            return List.of();
        } catch (SettingsException e) {
            return e.errors().stream().map(error -> "--set " + error).toList();
        }
    }

    /** Requests that the whole run sends. */
    int requests() {
        return Math.multiplyExact(rate, seconds);
    }

    private static void within(List<String> problems, String option, int value, int least, int most) {
        if (value < least || value > most) {
            problems.add("%s %d: has to lie in %d to %d".formatted(option, value, least, most));
        }
    }

    private static List<String> unusable(Path directory) {
        if (!Files.exists(directory)) {
            Path parent = directory.toAbsolutePath();
            while (parent.getParent() != null && !Files.exists(parent)) {
                parent = parent.getParent();
            }
            return Files.isDirectory(parent) && Files.isWritable(parent)
                    ? List.of()
                    : List.of("it can't be made in " + parent);
        }
        if (!Files.isDirectory(directory)) {
            return List.of("it is not a directory");
        }
        if (!Files.isWritable(directory)) {
            return List.of("it can't be written");
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            return entries.iterator().hasNext()
                    ? List.of("it is not empty; name an empty directory or one that isn't there yet")
                    : List.of();
        } catch (IOException e) {
            return List.of("it can't be read");
        }
    }
}
