package dev.banditstreams.bench;

/** SplitMix64's finalizer: neighbours become numbers that have nothing to do with each other. */
final class SplitMix {

    private SplitMix() {}

    static long mixed(long value) {
        long mixed = value * 0x9E3779B97F4A7C15L;
        mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }

    /** Whether a number is among this share of all. */
    static boolean among(long value, double share) {
        return (mixed(value) >>> 32) < Math.round(share * (1L << 32));
    }
}
