package dev.banditstreams.bandit;

/** The probability that belongs to log-odds. */
final class Logistic {

    private Logistic() {}

    /** 1 / (1 + e^-l), to the last digits where it is small, too. */
    static double of(double logOdds) {
        if (logOdds < 0) {
            double odds = Math.exp(logOdds);
            return odds / (1 + odds);
        }
        return 1 / (1 + Math.exp(-logOdds));
    }
}
