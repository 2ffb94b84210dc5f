package dev.banditstreams.runtime;

/**
 * Whether the service is well, and if not, why.
 *
 * @param reason a sentence for operators
 */
public record Health(boolean ok, String reason) {

    static Health ok(String reason) {
        return new Health(true, reason);
    }

    static Health bad(String reason) {
        return new Health(false, reason);
    }

    /** Well only if both are; else the first bad one. */
    Health and(Health other) {
        return ok ? other : this;
    }
}
