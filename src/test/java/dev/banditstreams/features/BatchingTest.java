package dev.banditstreams.features;

import static org.assertj.core.api.Assertions.assertThat;

import dev.banditstreams.model.EntityType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BatchingTest {

    private final ManualTimers timers = new ManualTimers();
    private final List<FeatureQuery> asked = new ArrayList<>();
    private final List<FeatureRead> reads = new ArrayList<>();
    private final Batching batching = new Batching(this::start, timers, Duration.ofMillis(2), 4);

    private FeatureRead start(FeatureQuery query) {
        asked.add(query);
        FeatureRead read = new FeatureRead(query.ids());
        reads.add(read);
        return read;
    }

    private FeatureRead read(EntityType type, long deadline, String... ids) {
        return batching.read(new FeatureQuery(type, Set.of(ids), List.of(), deadline));
    }

    private FeatureRead user(String... ids) {
        return read(EntityType.USER, 100, ids);
    }

    private void pass() {
        timers.advance(2);
    }

    private static final FeatureAnswer MISSING = new FeatureAnswer.Missing();

    @Test
    void shouldMakeOneReadOfMany() {
        FeatureRead a = user("a");
        FeatureRead b = read(EntityType.USER, 300, "b", "c");
        assertThat(asked).isEmpty();
        pass();
        assertThat(asked).singleElement().satisfies(query -> {
            assertThat(query.ids()).containsExactlyInAnyOrder("a", "b", "c");
            assertThat(query.deadline()).isEqualTo(300);
        });
        reads.get(0).answer("c", MISSING);
        reads.get(0).answer("a", MISSING);
        assertThat(a.isDone()).isTrue();
        assertThat(b.open()).containsExactly("b");
        reads.get(0).answer("b", MISSING);
        assertThat(b.isDone()).isTrue();
        pass();
        assertThat(asked).hasSize(1);
        assertThat(batching.waiting()).isZero();
    }

    @Test
    void shouldNotMixKinds() {
        user("a");
        read(EntityType.ITEM, 100, "a");
        batching.read(new FeatureQuery(EntityType.USER, Set.of("a"), List.of("cohort"), 100));
        pass();
        assertThat(asked).hasSize(3);
    }

    @Test
    void shouldNotWaitWhereItIsFull() {
        user("a", "b");
        user("c", "d");
        assertThat(asked).hasSize(1);
        user("e", "f", "g", "h");
        assertThat(asked).hasSize(2);
        user("i");
        pass();
        pass();
        assertThat(asked).hasSize(3);
        assertThat(batching.waiting()).isZero();
    }

    @Test
    void shouldGiveBothTheAnswerWhereTwoAskForTheSame() {
        FeatureRead one = user("a");
        FeatureRead other = user("a");
        pass();
        reads.get(0).answer("a", MISSING);
        assertThat(one.isDone()).isTrue();
        assertThat(other.isDone()).isTrue();
    }

    @Test
    void shouldStopTheReadWhenNobodyWaits() {
        FeatureRead one = user("a");
        FeatureRead other = user("b");
        pass();
        one.cancel();
        assertThat(reads.get(0).isDone()).isFalse();
        other.cancel();
        assertThat(reads.get(0).isDone()).isTrue();
    }

    @Test
    void shouldNotAskWhereAllStoppedBefore() {
        user("a").cancel();
        pass();
        assertThat(asked).isEmpty();
        assertThat(batching.waiting()).isZero();
    }

    @Test
    void shouldAskForTheRestWhereOneStoppedBefore() {
        user("a").cancel();
        FeatureRead b = user("b");
        pass();
        reads.get(0).answer("b", MISSING);
        assertThat(b.isDone()).isTrue();
    }

    @Test
    void shouldFailAllWhereTheReadCantBeStarted() {
        Batching broken = new Batching(
                query -> {
                    throw new IllegalStateException("as the test says");
                },
                timers,
                Duration.ofMillis(2),
                4);
        FeatureRead a = broken.read(new FeatureQuery(EntityType.USER, Set.of("a"), List.of(), 100));
        FeatureRead b = broken.read(new FeatureQuery(EntityType.USER, Set.of("b"), List.of(), 100));
        pass();
        assertThat(a.answer("a")).isInstanceOf(FeatureAnswer.Failed.class);
        assertThat(b.isDone()).isTrue();
    }
}
