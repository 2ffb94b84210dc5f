package dev.banditstreams.topology;

import java.util.Arrays;

/** The posteriors of a request's candidates, in arrays that are used again for the next. For one thread. */
final class Posteriors {

    double[] alpha = {};
    double[] beta = {};
    double[] scaleAlpha = {};
    double[] scaleBeta = {};

    /** Candidates whose posterior was out of range, so that the prior stands in its place. */
    int invalid;

    /** Of nothing; see {@link ArmReader}. */
    long touched;

    void reserve(int count) {
        if (count > alpha.length) {
            int length = Math.max(count, 2 * alpha.length);
            alpha = Arrays.copyOf(alpha, length);
            beta = Arrays.copyOf(beta, length);
            scaleAlpha = Arrays.copyOf(scaleAlpha, length);
            scaleBeta = Arrays.copyOf(scaleBeta, length);
        }
        invalid = 0;
    }
}
