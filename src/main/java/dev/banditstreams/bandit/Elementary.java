package dev.banditstreams.bandit;

/**
 * Logarithm and exponential from additions, multiplications and divisions alone, in a fixed order: the same bits on
 * every JDK and in every language with IEEE 754 doubles. {@link StrictMath} is as exact, but calls out of Java until
 * JDK 21 (several times the time), and others would have to rebuild fdlibm to the bit.
 *
 * <p>Both are within a few units in the last place.
 */
final class Elementary {

    /** Greatest magnitude that {@link #exp} takes. */
    static final double MOST_EXPONENT = 690;

    private static final double LN_2 = 0x1.62e42fefa39efp-1;
    /** ln 2 = high + low; the high part ends in zeros, so that its multiples by whole numbers are exact. */
    private static final double LN_2_HIGH = 0x1.62e42feep-1;

    private static final double LN_2_LOW = 0x1.a39ef35793c76p-33;
    private static final double PER_LN_2 = 0x1.71547652b82fep0;
    private static final long BITS_OF_SQRT_HALF = 0x3FE6A09E667F3BCDL;

    private Elementary() {}

    /**
     * Natural logarithm, by ln x = e ln 2 + 2 artanh((m - 1) / (m + 1)) for x = m 2^e with m around 1, and the odd
     * series of artanh up to the 21st power.
     *
     * @param x positive, normal, finite
     */
    static double ln(double x) {
        long bits = Double.doubleToRawLongBits(x);
        long exponent = (bits - BITS_OF_SQRT_HALF) >> 52;
        double m = Double.longBitsToDouble(bits - (exponent << 52));
        double f = (m - 1) / (m + 1);
        double s = f * f;
        double p = 2.0 / 21;
        p = p * s + 2.0 / 19;
        p = p * s + 2.0 / 17;
        p = p * s + 2.0 / 15;
        p = p * s + 2.0 / 13;
        p = p * s + 2.0 / 11;
        p = p * s + 2.0 / 9;
        p = p * s + 2.0 / 7;
        p = p * s + 2.0 / 5;
        p = p * s + 2.0 / 3;
        p = p * s + 2;
        return exponent * LN_2 + f * p;
    }

    /**
     * Exponential, by e^x = 2^n e^r with the n nearest to x / ln 2, and the series of e^r up to the 13th power.
     *
     * @param x at most {@link #MOST_EXPONENT} in magnitude
     */
    static double exp(double x) {
        double n = Math.rint(x * PER_LN_2);
        double r = (x - n * LN_2_HIGH) - n * LN_2_LOW;
        double p = 1.0 / 6_227_020_800L;
        p = p * r + 1.0 / 479_001_600;
        p = p * r + 1.0 / 39_916_800;
        p = p * r + 1.0 / 3_628_800;
        p = p * r + 1.0 / 362_880;
        p = p * r + 1.0 / 40_320;
        p = p * r + 1.0 / 5_040;
        p = p * r + 1.0 / 720;
        p = p * r + 1.0 / 120;
        p = p * r + 1.0 / 24;
        p = p * r + 1.0 / 6;
        p = p * r + 0.5;
        p = p * r + 1;
        p = p * r + 1;
        return p * Double.longBitsToDouble(((long) n + 1023) << 52);
    }
}
