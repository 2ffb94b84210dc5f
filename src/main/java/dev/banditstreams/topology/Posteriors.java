package dev.banditstreams.topology;

import dev.banditstreams.bandit.Arms;
import dev.banditstreams.bandit.BetaSampler;
import java.util.Arrays;

/** The posteriors of a request's candidates, in arrays that are used again for the next. For one thread. */
final class Posteriors {

    double[] alpha = {};
    double[] beta = {};
    double[] scaleAlpha = {};
    double[] scaleBeta = {};

    /** The arms' own counts, without the prior; good only where they were asked for. */
    double[] successes = {};

    double[] trials = {};

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

    /** Room for the counts, too. */
    void reserveCounts(int count) {
        reserve(count);
        if (count > trials.length) {
            successes = Arrays.copyOf(successes, alpha.length);
            trials = Arrays.copyOf(trials, alpha.length);
        }
    }

    /** What a policy sees of them. */
    Arms arms(int count, long[] items) {
        return new Arms(count, items, alpha, beta, scaleAlpha, scaleBeta, successes, trials);
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

    /** Takes what was computed for this request, with its counts. */
    void put(int i, ArmDetail detail, boolean valid) {
        alpha[i] = detail.alpha;
        beta[i] = detail.beta;
        scaleAlpha[i] = BetaSampler.scale(detail.alpha);
        scaleBeta[i] = BetaSampler.scale(detail.beta);
        successes[i] = detail.successes;
        trials[i] = detail.successes + detail.failures;
        invalid += valid ? 0 : 1;
    }

    /** Counts a posterior that was marked as out of range, and takes the mark off. */
    void check(int i) {
        if (scaleAlpha[i] < 0) {
            scaleAlpha[i] = -scaleAlpha[i];
            invalid++;
        }
    }
}
