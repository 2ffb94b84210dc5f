package dev.banditstreams.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is measured.
 *
 * @param candidates items of each request
 * @param items items that the service knows
 * @param rewardRate share of the requests that get a reward
 * @param rate requests a second, sent whether earlier ones are answered or not; null: as many as are answered
 * @param misses requests of users that the service doesn't know, beside which the others are measured
 * @param seconds how long is measured
 * @param warmUpSeconds the longest warm-up
 * @param settings of the service, beside the benchmark's own
 */
public record BenchOptions(
        int candidates,
        int items,
        Ids ids,
        double rewardRate,
        @Nullable Integer rate,
        Misses misses,
        int seconds,
        int warmUpSeconds,
        long seed,
        Map<String, String> settings) {

    /** How a request says what its candidates are. */
    public enum Ids {
        /** It lists them. */
        STRING,
        /** It names a candidate set. */
        SET
    }

    /**
     * Requests of users that the service doesn't know, in every other slice.
     *
     * @param rate share of the requests; 0: none
     * @param millis that the feature store takes to answer
     */
    public record Misses(double rate, int millis) {

        public static final double USUAL_RATE = 0.1;
        public static final int USUAL_MILLIS = 20;
        public static final Misses NONE = new Misses(0, USUAL_MILLIS);

        public boolean any() {
            return rate > 0;
        }
    }

    /** Keys of the service that a run sets itself. */
    private static final List<String> OWN = List.of(
            "bootstrap.servers", "schema.registry.url", "bandit.http.port", "bandit.state.dir", "bandit.topic.prefix");

    /** The same for one with misses. */
    private static final List<String> FALLBACK = List.of(
            "bandit.fallback",
            "bandit.vertex.endpoint",
            "bandit.vertex.plaintext",
            "bandit.vertex.project",
            "bandit.vertex.location",
            "bandit.vertex.store",
            "bandit.vertex.user.view",
            "bandit.vertex.item.view");

    private static final int SLATE = 20;
    private static final int MOST_ITEMS = 9_999_999;

    public BenchOptions {
        settings = Map.copyOf(settings);
    }

    /** What is wrong with the options, one sentence each; empty: nothing. */
    public List<String> problems() {
        List<String> problems = new ArrayList<>();
        within(problems, "--candidates", candidates, 1, 10_000);
        within(problems, "--items", items, 1, MOST_ITEMS);
        within(problems, "--seconds", seconds, 1, 3_600);
        within(problems, "--warm-up", warmUpSeconds, 1, 3_600);
        if (rate != null) {
            within(problems, "--rate", rate, 1, 1_000_000);
        }
        if (!(rewardRate >= 0 && rewardRate <= 1)) {
            problems.add("--reward-rate " + rewardRate + ": has to lie in 0 to 1");
        }
        if (!(misses.rate() >= 0 && misses.rate() <= 1)) {
            problems.add("--miss-rate " + misses.rate() + ": has to lie in 0 to 1");
        }
        within(problems, "--miss-millis", misses.millis(), 0, 10_000);
        if (misses.any() && seconds == 1) {
            problems.add("--seconds 1: with misses at least 2, half of them without");
        }
        if (candidates > items) {
            problems.add("--candidates %d: there are only %d items; raise --items or name fewer candidates"
                    .formatted(candidates, items));
        }
        Stream.concat(OWN.stream(), misses.any() ? FALLBACK.stream() : Stream.empty())
                .filter(settings::containsKey)
                .forEach(key -> problems.add("--set " + key + ": the benchmark sets it itself"));
        return problems;
    }

    /** Items to return for each request. */
    public int k() {
        return Math.min(SLATE, candidates);
    }

    private static void within(List<String> problems, String option, int value, int least, int most) {
        if (value < least || value > most) {
            problems.add("%s %d: has to lie in %d to %d".formatted(option, value, least, most));
        }
    }
}
