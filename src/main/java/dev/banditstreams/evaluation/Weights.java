package dev.banditstreams.evaluation;

/**
 * What the importance weights are like.
 *
 * @param effective rows of equal weight that would say as much: (sum w)^2 / sum w^2 (Kish, 1965; Owen, "Monte Carlo
 *     theory, methods and examples", eq. 9.13); 0 if no row has weight
 * @param mean 1 but for chance, if the log's propensities are right and it could show all that the policy shows
 */
public record Weights(double effective, double largest, double mean, double meanStandardError) {

    static Weights of(Sample sample, double mean, double meanStandardError) {
        double sum = 0;
        double squares = 0;
        double largest = 0;
        for (int row = 0; row < sample.size(); row++) {
            double weight = sample.sampling(row) * sample.importance(row);
            sum += weight;
            squares += weight * weight;
            largest = Math.max(largest, sample.importance(row));
        }
        return new Weights(squares == 0 ? 0 : sum * sum / squares, largest, mean, meanStandardError);
    }
}
