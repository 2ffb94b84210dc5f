package dev.banditstreams.check;

/** Sampler version 2, written from {@code docs/sampler.md} in its order. Safe for use by many threads. */
final class PlainSampler {

    static final int VERSION = 2;
    static final double LEAST = 0.001;
    static final double MOST = 1e12;

    private static final long GOLDEN = 0x9E3779B97F4A7C15L;
    private static final double LN2 = 0x1.62e42fefa39efp-1;
    private static final double LN2_HIGH = 0x1.62e42feep-1;
    private static final double LN2_LOW = 0x1.a39ef35793c76p-33;
    private static final double PER_LN2 = 0x1.71547652b82fep0;
    private static final double R = 0x1.d3bb48209ad33p+1;
    private static final double V = 0x1.43016a5a43732p-8;
    private static final double THIRD = 1.0 / 3;
    private static final double FAR = 690;

    private static final double[] PER_FACTORIAL = new double[14];
    private static final double[] TWO_PER = new double[22];
    private static final double[] EDGE = new double[257];
    private static final double[] WIDTH = new double[256];
    private static final double[] HEIGHT = new double[257];
    private static final long[] INSIDE = new long[256];
    private static final double EXP_FAR;

    static {
        double factorial = 1;
        for (int k = 0; k < PER_FACTORIAL.length; k++) {
            factorial *= Math.max(1, k);
            PER_FACTORIAL[k] = 1 / factorial;
        }
        for (int k = 1; k < TWO_PER.length; k++) {
            TWO_PER[k] = 2.0 / k;
        }
        EDGE[0] = V / f(R);
        EDGE[1] = R;
        for (int i = 1; i <= 254; i++) {
            EDGE[i + 1] = Math.sqrt(-2 * ln(V / EDGE[i] + f(EDGE[i])));
        }
        EDGE[256] = 0;
        for (int i = 0; i <= 256; i++) {
            HEIGHT[i] = f(EDGE[i]);
        }
        for (int i = 0; i < 256; i++) {
            WIDTH[i] = EDGE[i] / 0x1p44;
            INSIDE[i] = (long) ((EDGE[i + 1] / EDGE[i]) * 0x1p44);
        }
        EXP_FAR = exp(FAR);
    }

    private PlainSampler() {}

    /** The odds against an item: the smaller, the better. */
    static double odds(long seed, long item, double alpha, double beta) {
        Words x = new Words((seed ^ item) - GOLDEN);
        Words y = new Words(seed ^ item);
        if (alpha >= 1 && beta >= 1) {
            double first = (beta - THIRD) * cube(y, d(beta), c(d(beta)));
            return first / ((alpha - THIRD) * cube(x, d(alpha), c(d(alpha))));
        }
        double l = log(y, beta) - log(x, alpha);
        if (l > FAR) {
            return EXP_FAR * (l / FAR);
        }
        return l < -FAR ? l : exp(l);
    }

    static double draw(double odds) {
        if (odds > EXP_FAR) {
            return 0;
        }
        return odds > 0 ? 1 / (1 + odds) : 1;
    }

    /** The greater goes first where odds are equal. */
    static long tie(long seed, long item) {
        return Hashes.mix(seed ^ item);
    }

    static boolean valid(double alpha, double beta) {
        return alpha >= LEAST && alpha <= MOST && beta >= LEAST && beta <= MOST;
    }

    static double ln(double x) {
        long bits = Double.doubleToRawLongBits(x);
        long e = (bits - 0x3FE6A09E667F3BCDL) >> 52;
        double m = Double.longBitsToDouble(bits - (e << 52));
        double f = (m - 1) / (m + 1);
        double s = f * f;
        double p = TWO_PER[21];
        for (int k = 19; k >= 1; k -= 2) {
            p = p * s + TWO_PER[k];
        }
        return e * LN2 + f * p;
    }

    static double exp(double x) {
        double n = Math.rint(x * PER_LN2);
        double r = (x - n * LN2_HIGH) - n * LN2_LOW;
        double p = PER_FACTORIAL[13];
        for (int k = 12; k >= 0; k--) {
            p = p * r + PER_FACTORIAL[k];
        }
        return p * Math.scalb(1.0, (int) n);
    }

    private static double f(double x) {
        return exp((-0.5 * x) * x);
    }

    private static double d(double shape) {
        return (shape < 1 ? shape + 1 : shape) - THIRD;
    }

    private static double c(double d) {
        return 1 / Math.sqrt(9 * d);
    }

    private static double log(Words words, double shape) {
        double d = d(shape);
        double log = ln(d * cube(words, d, c(d)));
        return shape < 1 ? log + ln(words.uniform()) / shape : log;
    }

    private static double cube(Words words, double d, double c) {
        while (true) {
            long word = words.next();
            double x = normal(words, word);
            double r = 1 + c * x;
            if (Double.isNaN(x) || r <= 0) {
                continue;
            }
            double v = r * r * r;
            double q = x * x;
            double z = ((0.19863 * 4096) * (c * c)) * (q * q);
            long step = (word >>> 8) & 4095;
            if (step + z <= 4095) {
                return v;
            }
            double u = step + words.uniform();
            if (u + z <= 4096 || ln(u / 4096) < 0.5 * q + ((d - d * v) + d * ln(v))) {
                return v;
            }
        }
    }

    /** NaN: the word has failed. */
    private static double normal(Words words, long word) {
        int layer = (int) (word & 255);
        long position = (word >> 19) | 1;
        double x = position * WIDTH[layer];
        if (Math.abs(position) < INSIDE[layer]) {
            return x;
        }
        if (layer == 0) {
            double tail = tail(words);
            return position < 0 ? -tail : tail;
        }
        boolean under = HEIGHT[layer] + words.uniform() * (HEIGHT[layer + 1] - HEIGHT[layer]) < f(x);
        return under ? x : Double.NaN;
    }

    private static double tail(Words words) {
        while (true) {
            double t = -ln(words.uniform()) / R;
            double u = -ln(words.uniform());
            if (u + u > t * t) {
                return R + t;
            }
        }
    }

    /** Every other word from a start. */
    private static final class Words {
        private long state;

        Words(long start) {
            state = start;
        }

        long next() {
            state += GOLDEN << 1;
            return Hashes.mix(state);
        }

        double uniform() {
            return ((next() >>> 11) + 0.5) * 0x1p-53;
        }
    }
}
