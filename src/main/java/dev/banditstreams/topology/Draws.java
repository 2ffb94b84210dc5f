package dev.banditstreams.topology;

import dev.banditstreams.bandit.BetaSampler;
import dev.banditstreams.bandit.Posterior;
import dev.banditstreams.bandit.TopK;
import dev.banditstreams.metrics.ScoringMeters;
import dev.banditstreams.model.Millionths;
import dev.banditstreams.topology.ItemRow.ArmCounts;
import dev.banditstreams.topology.ScoringOptions.Prior;
import java.util.Arrays;

/**
 * The draws of one request at a time, one per candidate, in arrays that are used again for the next.
 *
 * <p>For one thread.
 */
final class Draws {

    private final Prior prior;
    private final ScoringMeters meters;

    private int count;
    private int absent;
    private long[] hashes = {};
    private double[] priorAlpha = {};
    private double[] priorBeta = {};
    private double[] alpha = {};
    private double[] beta = {};
    private double[] odds = {};
    private final TopK topK = new TopK();

    Draws(Prior prior, ScoringMeters meters) {
        this.prior = prior;
        this.meters = meters;
    }

    /** Draws for every eligible candidate of the request. */
    void draw(long seed, EnrichedRequest request) {
        count = request.eligible().size();
        absent = 0;
        grow();
        for (int i = 0; i < count; i++) {
            ItemRow row = request.eligible().get(i).row();
            posterior(i, row, request.cohort());
            hashes[i] = row.hash();
            odds[i] = BetaSampler.oddsAgainst(seed, row.hash(), alpha[i], beta[i]);
            if (!row.known()) {
                absent++;
            }
        }
    }

    /** Indices of the k best draws, best first; fewer where there are fewer candidates. */
    int[] best(long seed, int k) {
        return Arrays.copyOf(topK.select(odds, hashes, count, k, seed), Math.min(k, count));
    }

    /** Candidates without features. */
    int absent() {
        return absent;
    }

    double draw(int index) {
        return BetaSampler.draw(odds[index]);
    }

    double alpha(int index) {
        return alpha[index];
    }

    double beta(int index) {
        return beta[index];
    }

    double priorAlpha(int index) {
        return priorAlpha[index];
    }

    double priorBeta(int index) {
        return priorBeta[index];
    }

    /** The evidence of the item's other cohorts and of its features goes into the prior, the arm's own on top. */
    private void posterior(int i, ItemRow row, String cohort) {
        ArmCounts arm = row.arm(cohort);
        setPrior(
                i,
                Posterior.priorMean(
                        prior.mean(),
                        prior.globalStrength(),
                        row.clicks() + Millionths.toDouble(row.successes() - arm.successes()),
                        row.impressions() + (row.trials() - arm.trials())));
        alpha[i] = priorAlpha[i] + Millionths.toDouble(arm.successes());
        beta[i] = priorBeta[i] + Millionths.toDouble(arm.failures());
        if (!BetaSampler.valid(alpha[i], beta[i])) {
            meters.invalidPosterior();
            setPrior(i, prior.mean());
            alpha[i] = priorAlpha[i];
            beta[i] = priorBeta[i];
        }
    }

    /** An item with much evidence and no success has a prior near 0, which the sampler's range ends above. */
    private void setPrior(int i, double mean) {
        priorAlpha[i] = Math.max(BetaSampler.LEAST, prior.itemStrength() * mean);
        priorBeta[i] = Math.max(BetaSampler.LEAST, prior.itemStrength() * (1 - mean));
    }

    private void grow() {
        if (count > odds.length) {
            int length = Math.max(count, 2 * odds.length);
            hashes = Arrays.copyOf(hashes, length);
            priorAlpha = Arrays.copyOf(priorAlpha, length);
            priorBeta = Arrays.copyOf(priorBeta, length);
            alpha = Arrays.copyOf(alpha, length);
            beta = Arrays.copyOf(beta, length);
            odds = Arrays.copyOf(odds, length);
        }
    }
}
