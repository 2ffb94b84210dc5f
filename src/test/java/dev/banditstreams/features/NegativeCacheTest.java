package dev.banditstreams.features;

import static org.assertj.core.api.Assertions.assertThat;

import dev.banditstreams.metrics.FallbackMeters;
import dev.banditstreams.metrics.Metrics;
import dev.banditstreams.model.EntityType;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NegativeCacheTest {

    private final Metrics metrics = new Metrics();
    private final ManualTimers timers = new ManualTimers();
    private final Calls store = new Calls();
    private final NegativeCache cache = new NegativeCache(
            store, timers, new FallbackOptions.Negative(Duration.ofSeconds(60), 1_000), new FallbackMeters(metrics));

    @AfterEach
    void close() {
        metrics.close();
    }

    @Test
    void shouldNotAskForAKnownMissUntilItsTime() {
        miss("a");
        timers.advance(59_999);
        FeatureRead read = cache.read(Calls.query(0, "a", "b"));
        assertThat(store.last().query().ids()).containsExactly("b");
        store.last().find();
        assertThat(read.answers()).containsEntry("a", Calls.MISSING).containsEntry("b", Calls.FOUND);
        assertThat(cache.read(Calls.query(0, "a")).isDone()).isTrue();
        assertThat(cache.knows(EntityType.ITEM, "a")).isTrue();
        assertThat(metrics.scrape()).contains("bandit_fallback_negative_hits_total 3.0");

        timers.advance(1);
        assertThat(cache.knows(EntityType.ITEM, "a")).isFalse();
        cache.read(Calls.query(0, "a"));
        assertThat(store.count()).isEqualTo(3);
    }

    @Test
    void shouldKeepMissesOnlyAndByType() {
        cache.read(Calls.query(0, "a"));
        store.last().find();
        cache.read(Calls.query(0, "b"));
        store.last().fail(FailureCode.UNANSWERED);
        miss("c");

        assertThat(cache.size()).isOne();
        assertThat(cache.knows(EntityType.USER, "c")).isFalse();
        cache.read(new FeatureQuery(EntityType.USER, Set.of("c"), List.of(), 0));
        assertThat(store.count()).isEqualTo(4);
    }

    @Test
    void shouldForgetAlsoWhatAReadUnderWayIsAboutToSay() {
        miss("a");
        cache.forget(EntityType.ITEM, "a");
        assertThat(cache.knows(EntityType.ITEM, "a")).isFalse();

        cache.read(Calls.query(0, "a"));
        cache.forget(EntityType.ITEM, "a");
        store.last().read().answerRest(Calls.MISSING);
        assertThat(cache.knows(EntityType.ITEM, "a")).isFalse();

        timers.advance(1);
        miss("a");
        assertThat(cache.knows(EntityType.ITEM, "a")).isTrue();
    }

    @Test
    void shouldStayBounded() {
        for (int n = 0; n < 20_000; n++) {
            miss("id-" + n);
        }

        assertThat(cache.size()).isLessThanOrEqualTo(1_000);
    }

    private void miss(String id) {
        cache.read(Calls.query(0, id));
        store.last().read().answerRest(Calls.MISSING);
    }
}
