package dev.banditstreams.bandit;

/** What the kernels refuse: parameters that no Beta distribution of a posterior has. */
final class Shapes {

    private Shapes() {}

    /**
     * @throws IllegalArgumentException if alpha or beta is not in [{@value BetaSampler#LEAST},
     *     {@value BetaSampler#MOST}]
     */
    static void check(double alpha, double beta) {
        if (!BetaSampler.valid(alpha, beta)) {
            throw new IllegalArgumentException("Beta(" + alpha + ", " + beta + "): both parameters have to lie in ["
                    + BetaSampler.LEAST + ", " + BetaSampler.MOST + "]");
        }
    }

    /** @throws IllegalArgumentException that names the arm */
    static void check(double[] alpha, double[] beta, int count) {
        for (int i = 0; i < count; i++) {
            if (!BetaSampler.valid(alpha[i], beta[i])) {
                throw new IllegalArgumentException("arm " + i + " is Beta(" + alpha[i] + ", " + beta[i]
                        + "): both parameters have to lie in [" + BetaSampler.LEAST + ", " + BetaSampler.MOST + "]");
            }
        }
    }
}
