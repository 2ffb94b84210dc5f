package dev.banditstreams.features;

import static org.assertj.core.api.Assertions.assertThat;

import dev.banditstreams.features.Calls.Call;
import dev.banditstreams.metrics.FallbackMeters;
import dev.banditstreams.metrics.Metrics;
import dev.banditstreams.model.EntityType;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SharedReadsTest {

    private final Metrics metrics = new Metrics();
    private final Calls store = new Calls();
    private final SharedReads shared = new SharedReads(store, new FallbackMeters(metrics));

    @AfterEach
    void close() {
        assertThat(shared.inFlight()).isZero();
        metrics.close();
    }

    @Test
    void shouldReadOnceForAThousand() {
        List<FeatureRead> reads = new ArrayList<>();
        for (int n = 0; n < 1_000; n++) {
            reads.add(shared.read(Calls.query(0, "new")));
        }
        assertThat(store.count()).isOne();
        store.last().find();

        assertThat(reads).allMatch(read -> Calls.FOUND.equals(read.answer("new")));
        assertThat(metrics.scrape()).contains("bandit_fallback_shared_total 999.0");
        shared.read(Calls.query(0, "new"));
        assertThat(store.count()).as("what is answered is not shared").isEqualTo(2);
        store.last().find();
    }

    @Test
    void shouldAskForWhatNobodyAskedForOnly() {
        shared.read(Calls.query(0, "a", "b"));
        FeatureRead read = shared.read(Calls.query(0, "b", "c"));
        assertThat(store.last().query().ids()).containsExactly("c");
        store.all.forEach(Call::find);

        assertThat(read.answers()).hasSize(2);
    }

    @Test
    void shouldNotShareOtherFeaturesOrTypes() {
        shared.read(Calls.query(0, "a"));
        shared.read(new FeatureQuery(EntityType.ITEM, Set.of("a"), List.of("clicks"), 0));
        shared.read(new FeatureQuery(EntityType.USER, Set.of("a"), List.of(), 0));

        assertThat(store.count()).isEqualTo(3);
        store.all.forEach(Call::find);
    }

    @Test
    void shouldStopWhenNobodyWaitsAnyLonger() {
        FeatureRead one = shared.read(Calls.query(0, "a", "b"));
        FeatureRead two = shared.read(Calls.query(0, "b"));
        one.cancel();
        assertThat(store.last().read().isDone()).isFalse();
        FeatureRead three = shared.read(Calls.query(0, "a"));
        assertThat(store.count()).isOne();
        two.cancel();
        three.cancel();

        assertThat(store.last().cancelled()).isTrue();
        FeatureRead later = shared.read(Calls.query(0, "a"));
        assertThat(store.count()).isEqualTo(2);
        store.last().find();
        assertThat(later.answer("a")).isEqualTo(Calls.FOUND);
    }

    @Test
    void shouldNotJoinAReadThatIsBeingStopped() {
        List<FeatureRead> joined = new ArrayList<>();
        store.script(call -> call.read().onCancel(() -> joined.add(shared.read(Calls.query(0, "a")))));
        FeatureRead left = shared.read(Calls.query(0, "a"));
        left.cancel();

        assertThat(store.count()).isEqualTo(2);
        store.last().find();
        assertThat(joined.get(0).answer("a")).isEqualTo(Calls.FOUND);
    }

    @Test
    void shouldNotGiveOlderAnswersThanTheForgetting() {
        FeatureRead before = shared.read(Calls.query(0, "a"));
        shared.forget(EntityType.ITEM, "a");
        FeatureRead after = shared.read(Calls.query(0, "a"));
        store.all.get(0).read().answerRest(Calls.MISSING);
        assertThat(after.isDone()).isFalse();
        shared.read(Calls.query(0, "a"));
        assertThat(store.count()).isEqualTo(2);
        store.all.get(1).find();

        assertThat(before.answer("a")).isEqualTo(Calls.MISSING);
        assertThat(after.answer("a")).isEqualTo(Calls.FOUND);
    }

    @Test
    void shouldEndWhatCantBeStarted() {
        store.script(call -> {
            throw new IllegalStateException("no channel");
        });

        assertThat(Calls.codes(shared.read(Calls.query(0, "a", "b")))).containsExactly(FailureCode.INTERNAL);
    }
}
