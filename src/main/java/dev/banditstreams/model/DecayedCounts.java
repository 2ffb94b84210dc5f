package dev.banditstreams.model;

/**
 * Counts decayed by a half-life.
 *
 * @param halfLifeMs in milliseconds
 * @param successes in rewards, not in {@link Millionths}
 * @param failures likewise
 * @param asOf the event time that the counts are decayed to, milliseconds since the epoch
 */
public record DecayedCounts(long halfLifeMs, double successes, double failures, long asOf) {

    /**
     * What is left of a count after some time: 2 to the power of -elapsed / half-life; 1 before the time has begun.
     *
     * <p>Of fdlibm, so that every JVM has the same bits.
     */
    public static double left(long halfLifeMs, long elapsedMillis) {
        return elapsedMillis <= 0 ? 1 : StrictMath.pow(2, -elapsedMillis / (double) halfLifeMs);
    }

    /**
     * With one more outcome. An adjustment takes back what another outcome counted earlier, of which less may be left:
     * no count falls below 0.
     *
     * @param successes of the outcome; negative where it takes back
     * @param time of the outcome's event
     */
    public DecayedCounts plus(double successes, double failures, long time) {
        long later = Math.max(asOf, time);
        double kept = left(halfLifeMs, later - asOf);
        double weight = left(halfLifeMs, later - time);
        return new DecayedCounts(
                halfLifeMs,
                Math.max(0, this.successes * kept + successes * weight),
                Math.max(0, this.failures * kept + failures * weight),
                later);
    }
}
