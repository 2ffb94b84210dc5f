package dev.banditstreams.bandit;

/**
 * Tables of the ziggurat of Marsaglia and Tsang ("The Ziggurat Method for Generating Random Variables", 2000) for the
 * standard normal, with 256 layers of equal area under f(x) = exp(-x^2 / 2).
 *
 * <p>Layer i &gt;= 1 reaches from 0 to x_i between the heights f(x_i) and f(x_{i+1}); layer 0 is the rest: the strip
 * from 0 to x_1 below f(x_1), and the tail. x_1 = R; x_0 = V / f(R), as if layer 0 were a rectangle; x_256 = 0.
 */
final class Ziggurat {

    static final int LAYERS = 256;

    /** Where the tail begins: the root of the recursion, found with 40 digits. */
    static final double R = 0x1.d3bb48209ad33p+1;

    /** Area of every layer: R f(R) plus the area of the tail. */
    private static final double V = 0x1.43016a5a43732p-8;

    /** Positions within a layer are odd whole numbers below this in magnitude: 44 random bits and a one. */
    private static final double POSITIONS = 0x1.0p44;

    /** Of layer i: positions below this lie under the curve whatever their height. */
    static final long[] INSIDE = new long[LAYERS];

    /** Of layer i: x of a position is its product with this. */
    static final double[] WIDTH = new double[LAYERS];

    /** f(x_i); of layer i the lower edge, for i &gt;= 1. */
    private static final double[] HEIGHT = new double[LAYERS + 1];

    static {
        double[] x = new double[LAYERS + 1];
        x[0] = V / f(R);
        x[1] = R;
        for (int i = 1; i < LAYERS - 1; i++) {
            x[i + 1] = Math.sqrt(-2 * Elementary.ln(V / x[i] + f(x[i])));
        }
        for (int i = 0; i <= LAYERS; i++) {
            HEIGHT[i] = f(x[i]);
        }
        for (int i = 0; i < LAYERS; i++) {
            WIDTH[i] = x[i] / POSITIONS;
            INSIDE[i] = (long) (x[i + 1] / x[i] * POSITIONS);
        }
    }

    private Ziggurat() {}

    /** Whether a point of a layer that is not {@linkplain #INSIDE inside} lies under the curve; not for layer 0. */
    static boolean under(int layer, double x, double uniform) {
        return HEIGHT[layer] + uniform * (HEIGHT[layer + 1] - HEIGHT[layer]) < f(x);
    }

    private static double f(double x) {
        return Elementary.exp(-0.5 * x * x);
    }
}
