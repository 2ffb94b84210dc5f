package dev.banditstreams.bench;

/** What the process that publishes items and sets is told. Goes to it as JSON. */
record SetUpPlan(BenchOptions options, Endpoints endpoints, int metricsPort) {}
