package dev.banditstreams.bench;

import org.jspecify.annotations.Nullable;

/**
 * What one process of load saw. Comes from it as JSON.
 *
 * @param requestsPerSecond answered while it measured
 * @param latencyMillis null in a closed loop
 * @param lateSendMillis how long after it was due a request of the fixed rate was sent, at most
 * @param othersCpuShare of the machine's processor time while it measured: what none of the three processes used
 * @param sent requests of the whole run, warm-up included
 * @param answered requests with an answer
 * @param missing requests without one
 * @param duplicates answers beyond the first of their request
 * @param foreign answers to requests that were never sent
 * @param wrong answers among those looked into that are not what was asked for
 * @param deadLetters requests or rewards that were refused
 * @param deadLetter the first of these, for people
 * @param rewardsBehind rewards that were sent but not learned when it stopped measuring
 * @param answerBytes mean size of an answer's value
 * @param misses null: the run had none
 * @param warmUp what was done before it measured, for people
 */
record LoadResult(
        double requestsPerSecond,
        Report.CpuMicros cpuMicrosPerRequest,
        double allocatedBytesPerRequest,
        Report.@Nullable Latency latencyMillis,
        double lateSendMillis,
        double compilerMillisPerSecond,
        @Nullable Double othersCpuShare,
        Report.PeakRssMiB peakRssMiB,
        long sent,
        long answered,
        long missing,
        long duplicates,
        long foreign,
        long wrong,
        long deadLetters,
        @Nullable String deadLetter,
        long rewardsSent,
        long rewardsApplied,
        long rewardsBehind,
        int requestBytes,
        int answerBytes,
        @Nullable MissFigures misses,
        double warmUpSeconds,
        String warmUp) {}
