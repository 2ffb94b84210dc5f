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

    /** Takes what lies at {@link ItemRows#ALPHA} of a row and behind it. */
    void put(int i, byte[] chunk, int at) {
        alpha[i] = (double) ItemRows.DOUBLE.get(chunk, at + ItemRows.ALPHA);
        beta[i] = (double) ItemRows.DOUBLE.get(chunk, at + ItemRows.BETA);
        scaleAlpha[i] = (double) ItemRows.DOUBLE.get(chunk, at + ItemRows.SCALE_ALPHA);
        scaleBeta[i] = (double) ItemRows.DOUBLE.get(chunk, at + ItemRows.SCALE_BETA);
    }

    /** Takes a row of {@link ArmColumns#posteriors}. */
    void put(int i, long[] chunk, int at) {
        alpha[i] = Double.longBitsToDouble(chunk[at + ArmColumns.ALPHA]);
        beta[i] = Double.longBitsToDouble(chunk[at + ArmColumns.BETA]);
        scaleAlpha[i] = Double.longBitsToDouble(chunk[at + ArmColumns.SCALE_ALPHA]);
        scaleBeta[i] = Double.longBitsToDouble(chunk[at + ArmColumns.SCALE_BETA]);
    }

    /** Counts a posterior that was marked as out of range, and takes the mark off. */
    void check(int i) {
        if (scaleAlpha[i] < 0) {
            scaleAlpha[i] = -scaleAlpha[i];
            invalid++;
        }
    }
}
