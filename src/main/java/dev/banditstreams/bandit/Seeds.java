package dev.banditstreams.bandit;

/**
 * Hashes that seeds, ties and digests are made of. Specified to the bit, so that others can recompute them.
 *
 * <p>The mix is the finalizer of SplitMix64 (Steele, Lea, Flood, "Fast Splittable Pseudorandom Number Generators",
 * OOPSLA 2014, variant 13 of Stafford). Text is hashed by FNV-1a (64 bit) over its UTF-8 bytes and then mixed.
 */
public final class Seeds {

    /** The increment of SplitMix64: 2^64 divided by the golden ratio, odd. */
    static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private static final long FNV_OFFSET = 0xCBF29CE484222325L;
    private static final long FNV_PRIME = 0x100000001B3L;
    private static final double UNIT = 0x1.0p-53;

    private Seeds() {}

    /** The seed of every draw of a request: a hash of the request id, a zero byte, and the policy version. */
    public static long request(String requestId, String policyVersion) {
        return mix(fnv(fnv(FNV_OFFSET, requestId) * FNV_PRIME, policyVersion));
    }

    /** An item's part of its draws. */
    public static long item(String itemId) {
        return mix(fnv(FNV_OFFSET, itemId));
    }

    /** {@link #item(String)} of an id in UTF-8. */
    public static long item(byte[] utf8, int offset, int length) {
        long hash = FNV_OFFSET;
        for (int i = offset; i < offset + length; i++) {
            hash = step(hash, utf8[i] & 0xFF);
        }
        return mix(hash);
    }

    /** A number in [0, 1), for a choice about the request that has nothing to do with its draws. */
    public static double unit(long seed, long purpose) {
        return (mix(seed + mix(purpose)) >>> 11) * UNIT;
    }

    /** A digest that depends on the order of what it was given; begins with 0. */
    public static long digest(long digest, String id) {
        return mix(31 * digest + item(id));
    }

    static long mix(long z) {
        long x = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        x = (x ^ (x >>> 27)) * 0x94D049BB133111EBL;
        return x ^ (x >>> 31);
    }

    /** FNV-1a over UTF-8; an unpaired surrogate counts as '?', as in {@link String#getBytes}. */
    private static long fnv(long start, String text) {
        long hash = start;
        int length = text.length();
        for (int i = 0; i < length; i++) {
            int c = text.charAt(i);
            if (c < 0x80) {
                hash = step(hash, c);
            } else if (c < 0x800) {
                hash = step(step(hash, 0xC0 | (c >> 6)), 0x80 | (c & 0x3F));
            } else if (!Character.isSurrogate((char) c)) {
                hash = step(step(step(hash, 0xE0 | (c >> 12)), 0x80 | ((c >> 6) & 0x3F)), 0x80 | (c & 0x3F));
            } else if (Character.isHighSurrogate((char) c)
                    && i + 1 < length
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                int point = Character.toCodePoint((char) c, text.charAt(++i));
                hash = step(step(hash, 0xF0 | (point >> 18)), 0x80 | ((point >> 12) & 0x3F));
                hash = step(step(hash, 0x80 | ((point >> 6) & 0x3F)), 0x80 | (point & 0x3F));
            } else {
                hash = step(hash, '?');
            }
        }
        return hash;
    }

    private static long step(long hash, int octet) {
        return (hash ^ octet) * FNV_PRIME;
    }
}
