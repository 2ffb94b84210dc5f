package dev.banditstreams.evaluation;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What a log says about a policy that didn't write it.
 *
 * @param rows that were used
 * @param rewardedRows those of them that have a reward above 0 and any weight: all that weighting learns from
 * @param logged mean reward of the policy that logged
 * @param unloggedShare share of what the policy shows, from 0 to 1, that no row shows at that position
 * @param uniformLog whether the policy that logged was the uniform one, without which {@link Estimator#REPLAY} is
 *     biased
 */
public record Evaluation(
        int rows,
        int rewardedRows,
        Estimate logged,
        Map<Estimator, Estimate> estimates,
        Weights weights,
        double unloggedShare,
        boolean uniformLog) {

    private static final Ratio LOGGED = Ratio.of(Term.REWARD, Term.ONE);
    private static final Ratio MEAN_WEIGHT = Ratio.of(Term.WEIGHT, Term.ONE);

    public Evaluation {
        estimates = Map.copyOf(estimates);
    }

    /**
     * Evaluates.
     *
     * @param samples of the bootstrap; 0: no intervals
     * @param seed of the bootstrap: the same one gives the same intervals
     */
    public static Evaluation of(Sample sample, Tuning tuning, int samples, long seed) {
        List<Ratio> ratios = new ArrayList<>(List.of(LOGGED, MEAN_WEIGHT));
        for (Estimator estimator : Estimator.values()) {
            ratios.add(estimator.ratio());
        }
        Sums sums = new Sums(sample, tuning, Bootstrap.MOST_BLOCKS);
        double[] errors = standardErrors(sums, ratios, sample.units());
        List<Bootstrap.Interval> intervals = Bootstrap.intervals(sums, ratios, samples, seed);
        List<Estimate> all = new ArrayList<>();
        for (int i = 0; i < errors.length; i++) {
            Bootstrap.Interval interval = intervals.get(i);
            all.add(new Estimate(ratios.get(i).value(sums.total()), errors[i], interval.low(), interval.high()));
        }
        Map<Estimator, Estimate> estimates = new EnumMap<>(Estimator.class);
        for (Estimator estimator : Estimator.values()) {
            estimates.put(estimator, all.get(ratios.indexOf(estimator.ratio())));
        }
        Estimate meanWeight = all.get(1);
        return new Evaluation(
                sample.size(),
                sample.rewarded(),
                all.get(0),
                estimates,
                Weights.of(sample, meanWeight.value(), meanWeight.standardError()),
                sample.unloggedShare(),
                sample.uniformLog());
    }

    /** sqrt(n / (n - 1) sum of the squared influences) over n units: sd / sqrt(n) for a plain mean. */
    private static double[] standardErrors(Sums sums, List<Ratio> ratios, int units) {
        double[] squares = new double[ratios.size()];
        sums.each(unit -> {
            for (int i = 0; i < squares.length; i++) {
                double influence = ratios.get(i).influence(unit, sums.total());
                squares[i] += influence * influence;
            }
        });
        for (int i = 0; i < squares.length; i++) {
            squares[i] = Math.sqrt(squares[i] * units / (units - 1));
        }
        return squares;
    }

    /** The estimate of one estimator. */
    public Estimate of(Estimator estimator) {
        Estimate estimate = estimates.get(estimator);
        if (estimate == null) {
            throw new IllegalArgumentException("no estimate by " + estimator);
        }
        return estimate;
    }
}
