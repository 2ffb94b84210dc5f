package dev.banditstreams.model;

/**
 * Names an arm: the pair (item, cohort).
 *
 * <p>{@link #encode()} is the key of arms in topics and stores: item id, {@code |}, cohort, where {@code %} and
 * {@code |} inside either part are escaped as {@code %25} and {@code %7C}.
 */
public record ArmKey(String itemId, String cohort) {

    private static final char SEPARATOR = '|';

    public String encode() {
        return escape(itemId) + SEPARATOR + escape(cohort);
    }

    /** @throws IllegalArgumentException if {@code key} was not made by {@link #encode()} */
    public static ArmKey parse(String key) {
        int at = key.indexOf(SEPARATOR);
        if (at < 0 || key.indexOf(SEPARATOR, at + 1) >= 0) {
            throw new IllegalArgumentException("not an arm key: " + key);
        }
        return new ArmKey(unescape(key.substring(0, at)), unescape(key.substring(at + 1)));
    }

    private static String escape(String part) {
        return part.replace("%", "%25").replace("|", "%7C");
    }

    private static String unescape(String part) {
        return part.replace("%7C", "|").replace("%25", "%");
    }
}
