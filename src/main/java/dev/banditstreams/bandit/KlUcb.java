package dev.banditstreams.bandit;

/**
 * Index of KL-UCB with the divergence of Bernoulli distributions (Garivier, Cappé, "The KL-UCB Algorithm for Bounded
 * Stochastic Bandits and Beyond", COLT 2011, algorithm 1 with c = 0). They analyse it for rewards anywhere in [0, 1],
 * too.
 */
public final class KlUcb {

    /** A step of Halley's that is this part of the distance leaves an error of its cube. */
    private static final double LAST_STEP = 1e-5;

    private static final int MOST_STEPS = 60;

    private KlUcb() {}

    /**
     * The greatest q in [S / N, 1] with N d(S / N, q) &lt;= ln t, where d(p, q) = p ln(p / q) + (1 - p) ln((1 - p) / (1
     * - q)); relative error below 1e-12.
     *
     * @param successes S, in [0, N]
     * @param trials N; an arm without any has the index 1, which no trial has spoken against, as in the definition with
     *     N = 0
     * @param t one more than the trials of all eligible arms; 1 and less has the index S / N
     * @return in [0, 1]
     * @throws IllegalArgumentException if successes don't lie in [0, N] or anything is NaN
     */
    public static double index(double successes, double trials, double t) {
        Counts.check(successes, trials);
        Counts.checkTime(t);
        if (trials == 0 || t == Double.POSITIVE_INFINITY) {
            return 1;
        }
        double mean = Math.min(1, successes / trials);
        double most = Math.log(t) / trials;
        if (!(t > 1) || mean == 1) {
            return mean;
        }
        return mean == 0 ? -Math.expm1(-most) : Math.min(1, mean + distance(mean, most));
    }

    /**
     * q - p, found in eta = ln((1 - p) / (1 - q)), in which d(p, q) = (1 - p) eta - p ln(q / p) is convex, all but
     * linear far from p, and can't leave [p, 1].
     */
    private static double distance(double p, double divergence) {
        double rest = 1 - p;
        // 0 <= ln(q / p) <= -ln p.
        double least = divergence / rest;
        double most = (divergence - p * Math.log(p)) / rest;
        double eta = start(p, divergence, least, most);
        for (int i = 0; i < MOST_STEPS; i++) {
            double distance = -rest * Math.expm1(-eta);
            double q = p + distance;
            double excess = rest * eta - p * logRatio(distance, p) - divergence;
            if (excess > 0) {
                most = eta;
            } else {
                least = eta;
            }
            // The derivatives are (q - p) / q and p (1 - q) / q^2.
            double newton = -excess * q / distance;
            double curved = 1 + newton * p * (1 - q) / (2 * q * distance);
            double step = curved > 0.5 ? newton / curved : newton;
            double next = eta + step;
            if (Math.abs(step) <= LAST_STEP * eta) {
                eta = next;
                break;
            }
            eta = next >= least && next <= most ? next : least + (most - least) / 2;
        }
        return -rest * Math.expm1(-eta);
    }

    /** From d(p, q) = (q - p)^2 / (2 p (1 - p)) - (1 - 2 p) (q - p)^3 / (3 p^2 (1 - p)^2) + ... */
    private static double start(double p, double divergence, double least, double most) {
        double rest = 1 - p;
        double distance = Math.sqrt(2 * divergence * p * rest) + divergence * (1 - 2 * p) * 2 / 3;
        double eta = -Math.log1p(-distance / rest);
        // NaN beyond 1.
        return eta > least && eta < most ? eta : distance < least * rest ? least : most;
    }

    /** ln((p + distance) / p) */
    private static double logRatio(double distance, double p) {
        double ratio = distance / p;
        return ratio < Double.POSITIVE_INFINITY ? Math.log1p(ratio) : Math.log(distance) - Math.log(p);
    }
}
