package dev.banditstreams.bench;

import org.jspecify.annotations.Nullable;

/**
 * What one process of load is to do. Goes to it as JSON.
 *
 * @param phase of the run: six characters, different for each process of load
 * @param topicPrefix comes before the name of every topic
 * @param ceiling whether the other side is the transport ceiling, whose answers have no request id
 * @param metricsPort of the service, or of the ceiling
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
        @Nullable String recordTo) {}
