package dev.banditstreams.topology;

import dev.banditstreams.bandit.BetaSampler;
import dev.banditstreams.bandit.TopK;

/**
 * The draws of one request at a time, one per candidate, and the slate of the best of them; in arrays that are used
 * again for the next request.
 *
 * <p>For one thread.
 */
final class Draws {

    private final ArmReader arms;
    private final Posteriors posteriors = new Posteriors();
    private final TopK topK = new TopK();
    private double[] odds = {};
    private ArmDetail[] details = {};
    private int[] best = {};
    private int size;

    Draws(ItemTable table) {
        arms = table.reader();
    }

    /** Draws for every candidate, and details the k best. */
    void draw(long seed, EnrichedRequest request) {
        Candidates candidates = request.candidates();
        int count = candidates.eligible();
        size = Math.min(request.accepted().present().k(), count);
        if (odds.length < count) {
            odds = new double[Math.max(count, 2 * odds.length)];
        }
        do {
            arms.read(request.cohort(), candidates.items(), count, posteriors);
            BetaSampler.oddsAgainst(
                    seed,
                    candidates.hashes(),
                    posteriors.alpha,
                    posteriors.beta,
                    posteriors.scaleAlpha,
                    posteriors.scaleBeta,
                    count,
                    odds);
            best = topK.select(odds, candidates.hashes(), count, size, seed);
            arms.touch(candidates.items(), best, size, posteriors);
            // An arm of the slate that changed meanwhile would be published with counts that it was not drawn from.
        } while (!detail(request));
    }

    /** Ranked items. */
    int size() {
        return size;
    }

    /** The candidate at a rank, from 0. */
    int candidate(int rank) {
        return best[rank];
    }

    double draw(int rank) {
        return BetaSampler.draw(odds[best[rank]]);
    }

    /** What the item at a rank, from 0, was drawn from. */
    ArmDetail detail(int rank) {
        return details[rank];
    }

    double alpha(int candidate) {
        return posteriors.alpha[candidate];
    }

    double beta(int candidate) {
        return posteriors.beta[candidate];
    }

    /** Candidates whose posterior was out of range, so that the prior took its place. */
    int invalid() {
        return posteriors.invalid;
    }

    private boolean detail(EnrichedRequest request) {
        reserveDetails();
        for (int rank = 0; rank < size; rank++) {
            ArmDetail detail = details[rank];
            arms.read(request.cohort(), request.candidates().items()[best[rank]], detail);
            if (detail.alpha != alpha(best[rank]) || detail.beta != beta(best[rank])) {
                return false;
            }
        }
        return true;
    }

    private void reserveDetails() {
        if (details.length < size) {
            details = new ArmDetail[size];
            for (int i = 0; i < size; i++) {
                details[i] = new ArmDetail();
            }
        }
    }
}
