package dev.banditstreams.bandit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.DoubleStream;
import org.apache.commons.math3.special.Erf;
import org.junit.jupiter.api.Test;

class ZigguratTest {

    private static final double POSITIONS = 0x1.0p44;
    private static final int NORMALS = 1_000_000;
    /** Of each statistic, for a right program. */
    private static final double FALSE_ALARM = 1e-6;

    /**
     * R is right where the recursion, begun there, ends with a layer that reaches the top with the area of the others.
     */
    @Test
    void shouldHaveLayersOfOneArea() {
        double tail = Math.sqrt(Math.PI / 2) * Erf.erfc(Ziggurat.R / Math.sqrt(2));
        double area = Ziggurat.R * f(Ziggurat.R) + tail;
        assertThat(edge(0) * f(Ziggurat.R)).as("layer 0").isCloseTo(area, within(1e-15));
        assertThat(edge(1)).isEqualTo(Ziggurat.R);
        for (int i = 1; i < Ziggurat.LAYERS - 1; i++) {
            assertThat(edge(i) * (f(edge(i + 1)) - f(edge(i))))
                    .as("layer %d", i)
                    .isCloseTo(area, within(1e-15));
        }
        double last = edge(Ziggurat.LAYERS - 1);
        assertThat(last * (1 - f(last))).as("the last layer").isCloseTo(area, within(1e-14));
    }

    @Test
    void shouldCallInsideWhatIsUnderTheCurveAtAnyHeight() {
        for (int i = 1; i < Ziggurat.LAYERS - 1; i++) {
            double last = (Ziggurat.INSIDE[i] - 1) * Ziggurat.WIDTH[i];
            assertThat(last).as("layer %d", i).isLessThanOrEqualTo(edge(i + 1));
            assertThat(edge(i + 1) - last).as("layer %d", i).isLessThan(4 * Ziggurat.WIDTH[i] + 1e-15);
        }
        assertThat(Ziggurat.INSIDE[0] * Ziggurat.WIDTH[0]).isCloseTo(Ziggurat.R, within(1e-12));
        assertThat(Ziggurat.INSIDE[Ziggurat.LAYERS - 1]).isZero();
    }

    /** Kolmogorov's test (Dvoretzky, Kiefer, Wolfowitz, Massart), over all and again over what lies beyond R. */
    @Test
    void shouldMakeNormals() {
        double[] normals = normals();
        Arrays.sort(normals);
        assertThat(furthest(Arrays.stream(normals).map(x -> Erf.erfc(-x / Math.sqrt(2)) / 2)))
                .isLessThan(bound(NORMALS));

        double beyond = Erf.erfc(Ziggurat.R / Math.sqrt(2));
        double[] tails = Arrays.stream(normals)
                .map(Math::abs)
                .filter(x -> x > Ziggurat.R)
                .sorted()
                .toArray();
        assertThat(tails.length).isCloseTo((int) (NORMALS * beyond), within((int) (4.9 * Math.sqrt(NORMALS * beyond))));
        assertThat(furthest(Arrays.stream(tails).map(x -> 1 - Erf.erfc(x / Math.sqrt(2)) / beyond)))
                .isLessThan(bound(tails.length));
    }

    /** The first four moments of a normal, whose estimates have these standard deviations; 4.9 of them. */
    @Test
    void shouldHaveTheMomentsOfANormal() {
        double[] normals = normals();
        double[] expected = {0, 1, 0, 3};
        double[] variance = {1, 2, 15, 96};
        for (int order = 1; order <= 4; order++) {
            int power = order;
            double moment = Arrays.stream(normals).map(x -> Math.pow(x, power)).sum() / NORMALS;
            assertThat(moment)
                    .as("moment %d", order)
                    .isCloseTo(expected[order - 1], within(4.9 * Math.sqrt(variance[order - 1] / NORMALS)));
        }
    }

    private static double[] normals() {
        BetaSampler.GammaWords words = new BetaSampler.GammaWords().begin(Seeds.item("normals"), 1);
        double[] normals = new double[NORMALS];
        for (int i = 0; i < NORMALS; i++) {
            double normal;
            do {
                normal = words.normal(words.next());
            } while (Double.isNaN(normal));
            normals[i] = normal;
        }
        return normals;
    }

    /** Greatest distance of a sorted sample of probabilities from the uniform distribution. */
    private static double furthest(DoubleStream sorted) {
        double[] transform = sorted.toArray();
        double furthest = 0;
        for (int i = 0; i < transform.length; i++) {
            furthest = Math.max(furthest, (i + 1.0) / transform.length - transform[i]);
            furthest = Math.max(furthest, transform[i] - (double) i / transform.length);
        }
        return furthest;
    }

    private static double bound(int sample) {
        return Math.sqrt(Math.log(2 / FALSE_ALARM) / (2.0 * sample));
    }

    private static double edge(int layer) {
        return Ziggurat.WIDTH[layer] * POSITIONS;
    }

    private static double f(double x) {
        return StrictMath.exp(-0.5 * x * x);
    }
}
