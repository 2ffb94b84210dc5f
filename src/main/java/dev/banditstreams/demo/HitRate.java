package dev.banditstreams.demo;

/**
 * What the service knew itself of the entities that requests named, each in [0, 1].
 *
 * @param users share of the requests whose user was known
 * @param items share of the candidates that were known
 */
public record HitRate(double users, double items) {}
