package dev.banditstreams.simulation;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Thompson sampling on counts in two arrays: what the graphs are compared with. Shares nothing with them: no sampler,
 * no seeds, no order of the draws.
 *
 * @param discount what is left of every count after a step, in (0, 1]; 1: counts stay
 */
record PlainBandit(ArmRates world, int steps, int k, int batch, double discount) {

    /** Mean over the runs, standard deviation of one, standard error of the mean. */
    record Regret(double mean, double deviation, double error) {}

    Regret regret(int runs, long seed) {
        double[] regrets = IntStream.range(0, runs)
                .parallel()
                .mapToDouble(run -> regret(new Random(seed + run)))
                .toArray();
        double mean = Arrays.stream(regrets).average().orElseThrow();
        double squares =
                Arrays.stream(regrets).map(r -> (r - mean) * (r - mean)).sum();
        double deviation = Math.sqrt(squares / (runs - 1));
        return new Regret(mean, deviation, deviation / Math.sqrt(runs));
    }

    private double regret(Random random) {
        int arms = world.arms();
        double[] clicks = new double[arms];
        double[] passes = new double[arms];
        double[] newClicks = new double[arms];
        double[] newPasses = new double[arms];
        double regret = 0;
        for (int step = 0; step < steps; step++) {
            double[] draws = new double[arms];
            for (int arm = 0; arm < arms; arm++) {
                double x = gamma(1 + clicks[arm], random);
                draws[arm] = x / (x + gamma(1 + passes[arm], random));
            }
            int[] slate = IntStream.range(0, arms)
                    .boxed()
                    .sorted((a, b) -> Double.compare(draws[b], draws[a]))
                    .limit(k)
                    .mapToInt(arm -> arm)
                    .toArray();
            int now = step;
            double[] best = IntStream.range(0, arms)
                    .mapToDouble(arm -> world.rate(now, arm))
                    .sorted()
                    .skip(arms - k)
                    .toArray();
            regret += Arrays.stream(best).sum();
            for (int arm : slate) {
                regret -= world.rate(step, arm);
                (random.nextDouble() < world.rate(step, arm) ? newClicks : newPasses)[arm]++;
            }
            if ((step + 1) % batch == 0) {
                for (int arm = 0; arm < arms; arm++) {
                    clicks[arm] = clicks[arm] * discount + newClicks[arm];
                    passes[arm] = passes[arm] * discount + newPasses[arm];
                    newClicks[arm] = 0;
                    newPasses[arm] = 0;
                }
            }
        }
        return regret;
    }

    /** Marsaglia and Tsang, "A simple method for generating gamma variables", 2000; shape at least 1. */
    private static double gamma(double shape, Random random) {
        double d = shape - 1.0 / 3;
        double c = 1 / Math.sqrt(9 * d);
        while (true) {
            double x = random.nextGaussian();
            double v = Math.pow(1 + c * x, 3);
            if (v > 0 && Math.log(random.nextDouble()) < x * x / 2 + d - d * v + d * Math.log(v)) {
                return d * v;
            }
        }
    }
}
