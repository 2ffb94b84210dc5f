package dev.banditstreams.evaluation;

/**
 * A value and how sure it is. NaN stands for what isn't defined: a self-normalised value without any weight, an error
 * of one unit, an interval that wasn't asked for.
 *
 * @param standardError by the spread of the units' contributions; for ratios by the delta method
 * @param low the bootstrap's 2.5 % point
 * @param high its 97.5 % point
 */
public record Estimate(double value, double standardError, double low, double high) {}
