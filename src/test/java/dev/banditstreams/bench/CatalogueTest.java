package dev.banditstreams.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.banditstreams.model.FeatureRecord;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CatalogueTest {

    private final Catalogue catalogue = new Catalogue(5, 1_000, 400);

    @Test
    void shouldGiveItemsCountsOfTheirOwn() {
        for (int item = 0; item < 1_000; item++) {
            FeatureRecord record = catalogue.features(item, 17);
            double impressions = number(record, "impressions");
            double clicks = number(record, "clicks");
            assertThat(record.entityId()).isEqualTo("item-%07d".formatted(item));
            assertThat(impressions).isBetween(29.0, 300_000.0);
            assertThat(clicks).isBetween(0.0, 0.05 * impressions + 1);
        }
        // Among 1,000 log-uniform values two equal ones are all but rare below 100, never the rule.
        assertThat(java.util.stream.IntStream.range(0, 1_000)
                        .mapToDouble(item -> number(catalogue.features(item, 17), "impressions"))
                        .distinct()
                        .count())
                .isGreaterThan(800);
    }

    @Test
    void shouldBeTheSameForTheSameSeed() {
        assertThat(new Catalogue(5, 1_000, 400).features(3, 1)).isEqualTo(catalogue.features(3, 1));
        assertThat(new Catalogue(6, 1_000, 400).features(3, 1)).isNotEqualTo(catalogue.features(3, 1));
        assertThat(new Catalogue(5, 1_000, 400).set(3, 1)).isEqualTo(catalogue.set(3, 1));
        assertThat(catalogue.set(4, 1).items()).isNotEqualTo(catalogue.set(3, 1).items());
    }

    @Test
    void shouldChooseDifferentItems() {
        assertThat(Set.copyOf(catalogue.choice(new SplittableRandom(1)))).hasSize(400);
        assertThat(Set.copyOf(new Catalogue(5, 400, 400).choice(new SplittableRandom(1))))
                .hasSize(400);
        assertThat(catalogue.set(0, 1).items()).hasSize(400).doesNotHaveDuplicates();
    }

    private static double number(FeatureRecord record, String name) {
        return record.features().get(name).number().orElseThrow();
    }
}
