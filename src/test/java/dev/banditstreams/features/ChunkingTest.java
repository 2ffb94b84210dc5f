package dev.banditstreams.features;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ChunkingTest {

    private final Calls store = new Calls();
    private final Chunking chunking = new Chunking(store, 100);

    @Test
    void shouldReadChunksAtOnceAndLoseOneChunkOnly() {
        FeatureRead read = chunking.read(Calls.query(0, 0, 401));

        assertThat(store.all).extracting(call -> call.query().ids().size()).containsExactly(100, 100, 100, 100, 1);
        Set<String> asked = new HashSet<>();
        store.all.forEach(call -> asked.addAll(call.query().ids()));
        assertThat(asked).hasSize(401);

        store.all.get(1).fail(FailureCode.UNAVAILABLE);
        for (int n : new int[] {4, 0, 2, 3}) {
            store.all.get(n).find();
        }
        assertThat(read.answers().values().stream().filter(Calls.FOUND::equals)).hasSize(301);
        assertThat(read.isDone()).isTrue();
    }

    @Test
    void shouldPassOnWhatIsSmallAsItIs() {
        FeatureRead read = chunking.read(Calls.query(0, 0, 100));

        assertThat(store.count()).isOne();
        assertThat(read).isSameAs(store.last().read());
    }

    @Test
    void shouldCancelEveryChunk() {
        chunking.read(Calls.query(0, 0, 250)).cancel();

        assertThat(store.all).hasSize(3).allMatch(Calls.Call::cancelled);
    }

    @Test
    void shouldLoseAChunkThatCantBeStartedOnly() {
        store.script(call -> {
            if (store.count() == 2) {
                throw new IllegalStateException("no channel");
            }
            call.find();
        });
        FeatureRead read = chunking.read(Calls.query(0, 0, 250));

        assertThat(read.isDone()).isTrue();
        assertThat(read.answers().values().stream().filter(Calls.FOUND::equals)).hasSize(150);
    }
}
