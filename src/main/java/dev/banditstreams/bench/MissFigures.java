package dev.banditstreams.bench;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What misses cost those that don't miss: of slices with them, and of slices without. Its fields are the report's.
 *
 * @param missRate share of the requests that come from new users, in slices with misses
 * @param missMillis that the feature store takes to answer
 * @param missRatio requests a second with misses over those without; null at a fixed rate
 * @param hitP99Millis of requests of known users; null at saturation
 * @param hitP99RatioOfMedians of the slices' figures, of which a stall of the machine spoils only its own
 * @param misses requests of new users in the whole run, warm-up included
 * @param degraded reasons for which answers of the whole run were marked degraded
 * @param storeReads entities that the store was asked for in the whole run
 */
public record MissFigures(
        double missRate,
        int missMillis,
        int slices,
        double sliceSeconds,
        @Nullable Double missRatio,
        @Nullable Double requestsPerSecondWithMisses,
        @Nullable Double requestsPerSecondWithoutMisses,
        @Nullable Cpu cpuMicrosPerRequestWithMisses,
        @Nullable Cpu cpuMicrosPerRequestWithoutMisses,
        @Nullable Both hitP99Millis,
        @Nullable Double hitP99Ratio,
        @Nullable List<Double> hitP99MillisOfSlicesWithMisses,
        @Nullable List<Double> hitP99MillisOfSlicesWithoutMisses,
        @Nullable Double hitP99RatioOfMedians,
        Report.@Nullable Latency hitLatencyMillisWithMisses,
        Report.@Nullable Latency hitLatencyMillisWithoutMisses,
        Report.@Nullable Latency missLatencyMillis,
        long misses,
        long degraded,
        long storeReads) {

    /** User and system time of each process. */
    public record Cpu(double broker, double service, double load, double store) {}

    /** A figure of slices with misses, and of those without. */
    public record Both(double withMisses, double withoutMisses) {}
}
