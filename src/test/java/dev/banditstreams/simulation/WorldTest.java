package dev.banditstreams.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.banditstreams.model.FeatureValue;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.apache.commons.math3.distribution.BetaDistribution;
import org.apache.commons.math3.stat.inference.KolmogorovSmirnovTest;
import org.junit.jupiter.api.Test;

class WorldTest {

    private static final World.Size SIZE = new World.Size(10_000, 4, 400, 10);

    private final World world = new World(42, SIZE);

    @Test
    void shouldBeTheSameForTheSameSeedAndAnotherForAnother() {
        World same = new World(42, SIZE);
        World other = new World(43, SIZE);

        assertThat(rates(same)).isEqualTo(rates(world));
        assertThat(rates(other)).doesNotContain(rates(world)[0]);
        assertThat(IntStream.range(0, 1000).map(same::cohortOf))
                .isEqualTo(IntStream.range(0, 1000).map(world::cohortOf).boxed().toList());
        assertThat(clicks(same)).isEqualTo(clicks(world)).isNotEqualTo(clicks(other));
    }

    /** The seed is fixed; over seeds a right program fails this once in a hundred. */
    @Test
    void shouldDrawRatesFromTheirBetaDistribution() {
        BetaDistribution expected = new BetaDistribution(null, World.RATE_ALPHA, World.RATE_BETA);

        assertThat(new KolmogorovSmirnovTest().kolmogorovSmirnovTest(expected, rates(world)))
                .isGreaterThan(0.01);
    }

    @Test
    void shouldSpreadUsersOverCohorts() {
        double[] sizes = new double[4];
        IntStream.range(0, 10_000).forEach(user -> sizes[world.cohortOf(user)]++);

        // Five standard deviations of a binomial count.
        assertThat(sizes).containsExactly(new double[] {2500, 2500, 2500, 2500}, within(217.0));
    }

    /** The seed is fixed; over seeds a right program fails this less than once in a million. */
    @Test
    void shouldClickAtTheTrueRate() {
        int cohort = 1;
        int item = IntStream.range(0, 400)
                .boxed()
                .max((a, b) -> Double.compare(world.rate(a, cohort), world.rate(b, cohort)))
                .orElseThrow();
        double rate = world.rate(item, cohort);
        int shown = 100_000;

        long clicked = IntStream.range(0, shown)
                .filter(n -> world.clicks("r" + n, item, cohort))
                .count();

        assertThat((double) clicked / shown).isCloseTo(rate, within(5 * Math.sqrt(rate * (1 - rate) / shown)));
    }

    @Test
    void shouldKnowTheRatesOfSlateUniformAndOracle() {
        int[] items = {7, 3, 5};
        double[] rates = Arrays.stream(items)
                .mapToDouble(item -> world.rate(item, 2))
                .sorted()
                .toArray();

        assertThat(world.meanRate(2, items)).isCloseTo((rates[0] + rates[1] + rates[2]) / 3, within(1e-12));
        assertThat(world.oracleRate(2, items, 1)).isEqualTo(rates[2]);
        assertThat(world.oracleRate(2, items, 2)).isCloseTo((rates[1] + rates[2]) / 2, within(1e-12));
        assertThat(world.oracleRate(2, items, 9)).isCloseTo(world.meanRate(2, items), within(1e-12));
    }

    @Test
    void shouldPublishCohortAndGroup() {
        assertThat(world.userFeatures(17, 5).features())
                .containsEntry("cohort", new FeatureValue.Text("cohort-" + world.cohortOf(17)));
        assertThat(world.itemFeatures(23, 5).features())
                .containsEntry("group", new FeatureValue.Text("group-3"))
                .containsEntry("active", new FeatureValue.Flag(true));
        assertThat(world.item(world.itemIds().get(23))).isEqualTo(23);
        assertThat(world.item("item-400")).isEqualTo(-1);
    }

    @Test
    void shouldKnowUsersByTheirIdsAlsoNewcomers() {
        assertThat(world.user(world.userId(17))).isEqualTo(17);
        assertThat(world.user(world.userId(10_000_017))).isEqualTo(10_000_017);
        assertThat(world.user("user-")).isEqualTo(-1);
        assertThat(world.user("user-x")).isEqualTo(-1);
        assertThat(world.user("user--1")).isEqualTo(-1);
        assertThat(world.user("user-007")).isEqualTo(-1);
        assertThat(world.user("user-99999999999")).isEqualTo(-1);
        assertThat(world.user("somebody")).isEqualTo(-1);
    }

    private static double[] rates(World world) {
        return IntStream.range(0, 1600)
                .mapToDouble(arm -> world.rate(arm / 4, arm % 4))
                .toArray();
    }

    private static String clicks(World world) {
        StringBuilder clicks = new StringBuilder();
        for (int n = 0; n < 2000; n++) {
            clicks.append(world.clicks("r" + n, n % 400, n % 4) ? '1' : '0');
        }
        return clicks.toString();
    }
}
