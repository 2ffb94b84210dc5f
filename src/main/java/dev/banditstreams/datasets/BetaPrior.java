package dev.banditstreams.datasets;

/**
 * What is believed of an item's rate before a log is read: Beta(alpha, beta).
 *
 * @param alpha above 0
 * @param beta above 0
 */
public record BetaPrior(double alpha, double beta) {}
