package dev.banditstreams.bench;

import org.jspecify.annotations.Nullable;

/**
 * What one process of load is to do. Goes to it as JSON.
 *
 * @param phase of the run: six characters, different for each process of load
 * @param topicPrefix comes before the name of every topic
 * @param ceiling whether the other side is the transport ceiling, whose answers have no request id
 * @param metricsPort of the service, or of the ceiling
 * @param store the feature store; null: there is none, and no miss
 * @param recordTo directory for flight recordings of what is measured; null: none
 */
record LoadPlan(
        BenchOptions options,
        String phase,
        Endpoints endpoints,
        String topicPrefix,
        boolean ceiling,
        long brokerPid,
        long servicePid,
        int metricsPort,
        @Nullable Store store,
        @Nullable String recordTo) {

    /** The feature store's process. */
    record Store(long pid, int metricsPort) {}
}
