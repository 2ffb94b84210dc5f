package dev.banditstreams.bench;

import java.util.Map;

/** Options of small runs. */
final class Options {

    private Options() {}

    static BenchOptions of(BenchOptions.Ids ids, int candidates, int items) {
        return new BenchOptions(candidates, items, ids, 0, null, BenchOptions.Misses.NONE, 30, 120, 7, Map.of());
    }

    static BenchOptions withMisses(double rate, int millis) {
        return new BenchOptions(
                400,
                1_000,
                BenchOptions.Ids.STRING,
                0,
                null,
                new BenchOptions.Misses(rate, millis),
                30,
                120,
                7,
                Map.of("bandit.vertex.api", "legacy"));
    }

    static BenchOptions atRate(int rate) {
        return new BenchOptions(
                400, 1_000, BenchOptions.Ids.STRING, 0, rate, BenchOptions.Misses.NONE, 30, 120, 7, Map.of());
    }
}
