package dev.banditstreams.bandit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.banditstreams.bandit.BetaBinomial.Fit;
import dev.banditstreams.datasets.LoggedImpression;
import dev.banditstreams.datasets.OpenBanditDataset;
import dev.banditstreams.datasets.SharedData;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.commons.math3.distribution.BinomialDistribution;
import org.apache.commons.math3.random.Well19937c;
import org.junit.jupiter.api.Test;

/** Expected values are made by {@code golden-policies.py} (Nelder and Mead on scipy's likelihood, hence 1e-5). */
class BetaBinomialTest {

    private static final double[] TRIALS = {100.5, 250.25, 40, 1000.75, 77.125, 0, 3};
    private static final double[] SUCCESSES = {3.5, 2, 2.25, 41.5, 5, 0, 0.5};

    @Test
    void shouldFindTheMostLikely() {
        expect(fit(TRIALS, SUCCESSES), 0.037546053072013516, 135.62962708223225, -233.15503223693187, 6);
        expect(
                fit(new double[] {100, 250, 40, 1000, 77}, new double[] {3, 2, 2, 41, 5}),
                0.03487799909740584,
                143.68446276489556,
                -227.22012037594345,
                5);
        expect(
                fit(new double[] {10, 10, 10, 10, 10, 10}, new double[] {9, 1, 5, 2, 8, 7}),
                0.527309592346976,
                3.0288959429354754,
                -36.72731642396832,
                6);
    }

    private static void expect(Fit fit, double mean, double strength, double logLikelihood, int items) {
        assertThat(fit.mean()).isCloseTo(mean, within(1e-6 * mean));
        assertThat(fit.strength()).isCloseTo(strength, within(1e-5 * strength));
        assertThat(fit.logLikelihood()).isCloseTo(logLikelihood, within(1e-9 * -logLikelihood));
        assertThat(fit.items()).isEqualTo(items);
        assertThat(fit.indistinct()).isFalse();
    }

    /** The Open Bandit Dataset's log of Thompson sampling for men; scipy's maximum of the same likelihood. */
    @Test
    void shouldFitTheItemsOfARealCampaign() {
        Path directory = SharedData.openBanditDataset("bts");
        Map<String, double[]> counts = new TreeMap<>();
        for (LoggedImpression impression : OpenBanditDataset.read(directory).impressions()) {
            double[] count = counts.computeIfAbsent(impression.itemId(), id -> new double[2]);
            count[0]++;
            count[1] += impression.clicked() ? 1 : 0;
        }
        Fit fit = fit(
                counts.values().stream().mapToDouble(count -> count[0]).toArray(),
                counts.values().stream().mapToDouble(count -> count[1]).toArray());
        assertThat(fit.mean()).isCloseTo(0.0067399, within(1e-7));
        assertThat(fit.strength()).isCloseTo(3145.6, within(1.0));
        assertThat(fit.logLikelihood()).isCloseTo(-412.0232599, within(1e-6));
        assertThat(fit.indistinct()).isFalse();
    }

    /** No neighbour is likelier. */
    @Test
    void shouldBeAMaximum() {
        Fit fit = fit(TRIALS, SUCCESSES);
        BetaBinomialLikelihood likelihood = new BetaBinomialLikelihood(TRIALS, SUCCESSES);
        assertThat(likelihood.log(fit.mean(), fit.strength())).isEqualTo(fit.logLikelihood());
        for (double factor : new double[] {0.5, 0.99, 1.01, 2}) {
            assertThat(likelihood.log(fit.mean() * factor, fit.strength())).isLessThan(fit.logLikelihood());
            assertThat(likelihood.log(fit.mean(), fit.strength() * factor)).isLessThan(fit.logLikelihood());
        }
    }

    /**
     * Items with rates from Beta(mu m, (1 - mu) m): the true values are within 4.9 standard deviations of the fit,
     * taken from the likelihood's curvature. A right program fails for about one in 60,000 choices of the seeds.
     */
    @Test
    void shouldRecoverWhatTheItemsCameFrom() {
        for (double strength : new double[] {2, 60, 900, 9_000}) {
            Random random = new Random((long) strength);
            Well19937c well = new Well19937c((int) strength);
            double[] trials = new double[3_000];
            double[] successes = new double[trials.length];
            for (int i = 0; i < trials.length; i++) {
                trials[i] = Math.floor(Math.pow(10, 5 * random.nextDouble()));
                double rate = BetaSampler.sample(i, (long) strength, 0.03 * strength, 0.97 * strength);
                successes[i] = new BinomialDistribution(well, (int) trials[i], rate).sample();
            }
            Fit fit = fit(trials, successes);
            BetaBinomialLikelihood likelihood = new BetaBinomialLikelihood(trials, successes);
            likelihood.derive(fit.mean(), fit.strength());
            assertThat(Math.log(fit.strength() / strength) * Math.sqrt(-likelihood.byStrengthTwice))
                    .as("strength %s", fit.strength())
                    .isBetween(-4.9, 4.9);
            double logit = Math.log(fit.mean() / (1 - fit.mean())) - Math.log(0.03 / 0.97);
            assertThat(logit * Math.sqrt(-likelihood.byMeanTwice))
                    .as("mean %s", fit.mean())
                    .isBetween(-4.9, 4.9);
        }
    }

    @Test
    void shouldSayThatItemsAreIndistinct() {
        double[] trials = new double[50];
        double[] successes = new double[50];
        Arrays.fill(trials, 1_000);
        Arrays.fill(successes, 30);
        successes[3] = 32;
        Fit fit = fit(trials, successes);
        assertThat(fit.indistinct()).isTrue();
        assertThat(fit.strength()).isEqualTo(BetaBinomial.MOST_STRENGTH);
        assertThat(fit.mean()).isCloseTo(0.03004, within(1e-6));
    }

    @Test
    void shouldBearExtremes() {
        Fit allOrNone = fit(new double[] {1e9, 1e9, 1e9}, new double[] {0, 1e9, 0});
        assertThat(allOrNone.strength()).isBetween(BetaBinomial.LEAST_STRENGTH, 1.0);
        assertThat(allOrNone.mean()).isBetween(0.2, 0.5);
        Fit uneven = fit(new double[] {10, 1e9}, new double[] {10, 1});
        assertThat(uneven.strength()).isBetween(BetaBinomial.LEAST_STRENGTH, 1.0);
    }

    @Test
    void shouldHaveNoFitWhereThereIsNone() {
        assertThat(BetaBinomial.fit(new double[] {}, new double[] {})).isEmpty();
        assertThat(BetaBinomial.fit(new double[] {0, 100, 0}, new double[] {0, 3, 0}))
                .isEmpty();
        assertThat(BetaBinomial.fit(new double[] {100, 50}, new double[] {0, 0}))
                .isEmpty();
        assertThat(BetaBinomial.fit(new double[] {100, 50}, new double[] {100, 50}))
                .isEmpty();
        assertThat(BetaBinomial.fit(new double[] {1, 1, 1, 100}, new double[] {1, 0, 0, 4}))
                .isEmpty();
    }

    @Test
    void shouldSayWhichCountsAreNone() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BetaBinomial.fit(new double[] {5, 6}, new double[] {1, 7}))
                .withMessage("item 1: 7.0 successes in 6.0 trials");
        assertThatIllegalArgumentException().isThrownBy(() -> BetaBinomial.fit(new double[] {5}, new double[] {}));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BetaBinomial.fit(new double[] {5, Double.NaN}, new double[] {1, 1}));
    }

    private static Fit fit(double[] trials, double[] successes) {
        return BetaBinomial.fit(trials, successes).orElseThrow();
    }
}
