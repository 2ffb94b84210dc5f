package dev.banditstreams.bench;

/** Where broker and registry are reached. */
public record Endpoints(String bootstrapServers, String registryUrl) {}
