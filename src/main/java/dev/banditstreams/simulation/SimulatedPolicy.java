package dev.banditstreams.simulation;

/** A policy to simulate. */
public record SimulatedPolicy(String label) {}
