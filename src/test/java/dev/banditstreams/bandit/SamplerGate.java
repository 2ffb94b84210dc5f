package dev.banditstreams.bandit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.distribution.BinomialDistribution;
import org.apache.commons.math3.distribution.ChiSquaredDistribution;

/** Tests draws of one pair of parameters against Beta(alpha, beta), and says which statistics are out of bounds. */
final class SamplerGate {

    /** Of Kolmogorov's and of the chi-squared test. */
    static final double FALSE_ALARM = 1e-6;

    /** Of every other statistic: standard deviations, and how often a normal lies above that many. */
    static final double DEVIATIONS = 4.5;

    private static final double BEYOND_DEVIATIONS = 3.4e-6;
    private static final double TAIL = 1e-4;
    private static final int BINS = 100;
    private static final int ITEMS = 100;

    /** What draws: the kernel, or a broken double of it. */
    interface Sampler {

        void oddsAgainst(long seed, long[] items, double alpha, double beta, double[] odds);
    }

    private final Sampler sampler;
    private final int draws;
    private final List<String> failures = new ArrayList<>();

    /** @param draws a multiple of 100 */
    SamplerGate(Sampler sampler, int draws) {
        this.sampler = sampler;
        this.draws = draws;
    }

    static void kernel(long seed, long[] items, double alpha, double beta, double[] odds) {
        double[] alphas = filled(items.length, alpha);
        double[] betas = filled(items.length, beta);
        double[] scaleAlpha = filled(items.length, BetaSampler.scale(alpha));
        double[] scaleBeta = filled(items.length, BetaSampler.scale(beta));
        BetaSampler.oddsAgainst(seed, items, alphas, betas, scaleAlpha, scaleBeta, items.length, odds);
    }

    /** The statistics that are out of bounds, each with its value and the bound. */
    List<String> failures(double alpha, double beta) {
        failures.clear();
        LogOddsDistribution expected = new LogOddsDistribution(alpha, beta);
        double[] odds = odds(alpha, beta);
        double[] logOdds = Arrays.stream(odds).map(BetaSampler::logOdds).toArray();
        double[] transform = Arrays.stream(logOdds).map(expected::below).toArray();
        transformed(transform);
        moments("log-odds", logOdds, expected.mean(), expected.centralMoment(2), expected.centralMoment(4));
        if (Math.min(alpha, beta) >= 0.5) {
            double[] drawn = Arrays.stream(odds).map(BetaSampler::draw).toArray();
            double mean = alpha / (alpha + beta);
            double variance = mean * (beta / (alpha + beta)) / (alpha + beta + 1);
            moments("draws", drawn, mean, variance, (3 + excess(alpha, beta)) * variance * variance);
        }
        return List.copyOf(failures);
    }

    private double[] odds(double alpha, double beta) {
        long[] items = new long[ITEMS];
        for (int i = 0; i < ITEMS; i++) {
            items[i] = Seeds.item("item-" + i);
        }
        double[] all = new double[draws];
        double[] odds = new double[ITEMS];
        for (int i = 0; i < draws; i += ITEMS) {
            sampler.oddsAgainst(Seeds.request(alpha + "-" + beta + "-" + i, "1"), items, alpha, beta, odds);
            System.arraycopy(odds, 0, all, i, ITEMS);
        }
        return all;
    }

    private void transformed(double[] transform) {
        double lagged = 0;
        int[] bins = new int[BINS];
        int low = 0;
        int high = 0;
        for (int i = 0; i < draws; i++) {
            double u = transform[i];
            lagged += (u - 0.5) * (transform[i == 0 ? draws - 1 : i - 1] - 0.5);
            bins[Math.min((int) (u * BINS), BINS - 1)]++;
            low += u < TAIL ? 1 : 0;
            high += u > 1 - TAIL ? 1 : 0;
        }
        check("lag-1 correlation", Math.abs(12 * lagged / Math.sqrt(draws)), DEVIATIONS);
        tail("lower tail", low);
        tail("upper tail", high);
        double each = (double) draws / BINS;
        double chiSquared = Arrays.stream(bins)
                .mapToDouble(n -> (n - each) * (n - each) / each)
                .sum();
        check("chi-squared", chiSquared, chiSquaredBound(BINS - 1));
        Arrays.sort(transform);
        double furthest = 0;
        for (int i = 0; i < draws; i++) {
            furthest = Math.max(furthest, (i + 1.0) / draws - transform[i]);
            furthest = Math.max(furthest, transform[i] - (double) i / draws);
        }
        // Dvoretzky, Kiefer, Wolfowitz, with Massart's constant.
        check("Kolmogorov", furthest, Math.sqrt(Math.log(2 / FALSE_ALARM) / (2.0 * draws)));
    }

    static double chiSquaredBound(int degrees) {
        return new ChiSquaredDistribution(null, degrees).inverseCumulativeProbability(1 - FALSE_ALARM);
    }

    /** Ten in a hundred thousand are too few for a normal: the binomial's own bounds, at the rate of the others. */
    private void tail(String name, int count) {
        BinomialDistribution expected = new BinomialDistribution(null, draws, TAIL);
        double asMany = 1 - expected.cumulativeProbability(count - 1);
        double asFew = expected.cumulativeProbability(count);
        check(name + " of " + count, BEYOND_DEVIATIONS / Math.min(asMany, asFew), 1);
    }

    private void moments(String name, double[] sample, double mean, double variance, double fourth) {
        double first = 0;
        double second = 0;
        for (double x : sample) {
            first += x - mean;
            second += (x - mean) * (x - mean) - variance;
        }
        check("mean of the " + name, Math.abs(first) / Math.sqrt(variance * draws), DEVIATIONS);
        check(
                "variance of the " + name,
                Math.abs(second) / Math.sqrt((fourth - variance * variance) * draws),
                DEVIATIONS);
    }

    private void check(String statistic, double value, double bound) {
        if (!(value <= bound)) {
            failures.add(statistic + ": " + value + ", bound " + bound);
        }
    }

    /** Excess kurtosis of Beta(a, b). */
    private static double excess(double a, double b) {
        return 6 * ((a - b) * (a - b) * (a + b + 1) - a * b * (a + b + 2)) / (a * b * (a + b + 2) * (a + b + 3));
    }

    private static double[] filled(int length, double value) {
        double[] array = new double[length];
        Arrays.fill(array, value);
        return array;
    }
}
