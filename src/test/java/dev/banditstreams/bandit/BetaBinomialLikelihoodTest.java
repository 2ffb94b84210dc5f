package dev.banditstreams.bandit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against Gamma functions with 40 digits, and their numeric derivatives (mpmath). */
class BetaBinomialLikelihoodTest {

    private static final double[] TRIALS = {100.5, 250.25, 0, 40, 1000.75, 3};
    private static final double[] SUCCESSES = {3.5, 2, 0, 0, 41.5, 3};

    @ParameterizedTest
    @CsvSource({
        "0.03, 130, -213.809446881397, 1.04821496859176, -0.638460614964054, -8.72341576421865, -0.124655161148762,"
                + " -0.246605407908542",
        "0.4, 0.05, -214.5814498139, 0.627540876530034, 2.64243232425244, -1.956115112031, -0.34712236120482,"
                + " -0.171407543027931",
        "0.001, 1e6, -345.936427088968, 47.7803735083833, -0.785490803379241, -0.588582835699752, 0.763891177171822,"
                + " 0.803509500136606",
        "0.9, 7, -277.774923287981, -14.0185118177498, -58.5010888981904, 6.60528369265557, -45.9374942265095,"
                + " -10.2985545254324"
    })
    void shouldHaveTheDerivativesOfItsLogarithm(
            double mean,
            double strength,
            double log,
            double byMean,
            double byStrength,
            double byMeanTwice,
            double byStrengthTwice,
            double byBoth) {
        BetaBinomialLikelihood likelihood = new BetaBinomialLikelihood(TRIALS, SUCCESSES);
        likelihood.derive(mean, strength);

        assertThat(likelihood.log(mean, strength)).isCloseTo(log, within(1e-11));
        assertThat(likelihood.byMean).isCloseTo(byMean, within(1e-8));
        assertThat(likelihood.byStrength).isCloseTo(byStrength, within(1e-8));
        assertThat(likelihood.byMeanTwice).isCloseTo(byMeanTwice, within(1e-6));
        assertThat(likelihood.byStrengthTwice).isCloseTo(byStrengthTwice, within(1e-6));
        assertThat(likelihood.byBoth).isCloseTo(byBoth, within(1e-6));
    }
}
