package dev.banditstreams.evaluation;

import dev.banditstreams.bandit.BetaSampler;

/**
 * An eligible item of one request.
 *
 * @param hash {@link dev.banditstreams.bandit.Seeds#item}
 * @param odds against it, of which its draw is made; NaN: it can't be drawn
 * @param value what ranks it, the greatest first; NaN: not known
 * @param key what orders it, the smallest first
 */
record Contender(String itemId, long hash, double alpha, double beta, double odds, double value, double key) {

    boolean valid() {
        return BetaSampler.valid(alpha, beta);
    }

    /** NaN if it can't be drawn. */
    double draw() {
        return Double.isNaN(odds) ? Double.NaN : BetaSampler.draw(odds);
    }

    double mean() {
        return alpha / (alpha + beta);
    }
}
