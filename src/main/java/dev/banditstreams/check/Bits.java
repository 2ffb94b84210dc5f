package dev.banditstreams.check;

/** Of numbers that have to be the same to the last bit. */
final class Bits {

    private Bits() {}

    static boolean same(double a, double b) {
        return Double.doubleToRawLongBits(a) == Double.doubleToRawLongBits(b);
    }
}
