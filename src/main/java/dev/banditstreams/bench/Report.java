package dev.banditstreams.bench;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The result of a benchmark, as {@code --json} prints it. */
public record Report(
        double predictionsPerSecond,
        @Nullable Double ceilingPredictionsPerSecond,
        @Nullable Double ratio,
        double requestsPerSecond,
        @Nullable Double ceilingRequestsPerSecond,
        CpuMicros cpuMicrosPerRequest,
        @Nullable CpuMicros ceilingCpuMicrosPerRequest,
        double allocatedBytesPerRequest,
        @Nullable Latency latencyMillis,
        @Nullable Integer rate,
        @Nullable Boolean rateKept,
        @Nullable Double lateSendMillis,
        PeakRssMiB peakRssMiB,
        int candidates,
        int items,
        String ids,
        double rewardRate,
        int k,
        int seconds,
        long seed,
        double warmUpSeconds,
        String warmUp,
        double compilerMillisPerSecond,
        @Nullable Double othersCpuShare,
        long sent,
        long answered,
        long missing,
        long duplicates,
        long wrong,
        long deadLetters,
        long rewardsSent,
        long rewardsApplied,
        long rewardsBehind,
        int requestBytes,
        int answerBytes,
        String arms,
        double setUpSeconds,
        Machine machine,
        @JsonUnwrapped @Nullable MissFigures misses,
        List<String> failures) {

    /** User and system time of each process. */
    public record CpuMicros(double broker, double service, double load) {}

    /** The most memory that each process had resident; null where the system does not tell. */
    public record PeakRssMiB(
            @Nullable Long broker,
            @Nullable Long service,
            @Nullable Long load) {}

    /** From when a request was due to when its answer was received. */
    public record Latency(double p50, double p99, double p999, double max) {}

    public Report {
        failures = List.copyOf(failures);
    }

    /** Whether every request was answered once, and every reward applied. */
    public boolean complete() {
        return failures.isEmpty();
    }
}
