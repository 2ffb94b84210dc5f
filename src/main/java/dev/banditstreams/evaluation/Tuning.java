package dev.banditstreams.evaluation;

/**
 * Where estimators trade variance for bias, by importance weight.
 *
 * @param clip clipped IPW counts a larger weight as this
 * @param tau Switch-DR leaves a row with a larger weight to the model
 * @param lambda DR with shrinkage halves a weight of its square root, leaves smaller ones almost as they are, and takes
 *     larger ones towards 0; 0 leaves the model alone
 */
public record Tuning(double clip, double tau, double lambda) {

    public Tuning {
        if (!(clip > 0) || !(tau >= 0) || !(lambda >= 0) || Double.isInfinite(lambda)) {
            throw new IllegalArgumentException("clip " + clip + ", tau " + tau + ", lambda " + lambda);
        }
    }

    /**
     * By the number of rows: clip = tau = sqrt(n), lambda = n. A weight limit of sqrt(n) lets the bias vanish as n
     * grows (Ionides, "Truncated importance sampling", Journal of Computational and Graphical Statistics, 2008).
     */
    public static Tuning of(int rows) {
        return new Tuning(Math.sqrt(rows), Math.sqrt(rows), rows);
    }
}
