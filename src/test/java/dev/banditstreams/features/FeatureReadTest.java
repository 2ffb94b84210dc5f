package dev.banditstreams.features;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FeatureReadTest {

    private final FeatureRead read = new FeatureRead(List.of("a", "b"));
    private final List<String> heard = new ArrayList<>();

    @Test
    void shouldTellEachAnswerOnceAndTheFirstOnly() {
        read.answer("a", Calls.FOUND);
        read.onAnswer((id, answer) -> heard.add(id + answer.getClass().getSimpleName()));
        assertThat(read.answer("a", Calls.MISSING)).isFalse();
        assertThat(read.answer("c", Calls.FOUND)).isFalse();
        read.answer("b", Calls.MISSING);
        read.onDone(all -> heard.add("done" + all.size()));

        assertThat(heard).containsExactly("aFound", "bMissing", "done2");
    }

    @Test
    void shouldGoOnAfterAListenerThatThrows() {
        read.onCancel(() -> {
            throw new IllegalStateException("a stop");
        });
        read.onAnswer((id, answer) -> {
            throw new IllegalStateException("a listener");
        });
        read.onAnswer((id, answer) -> heard.add(id));
        read.onDone(all -> {
            throw new StackOverflowError();
        });
        read.onDone(all -> heard.add("done"));
        read.answer("a", Calls.FOUND);
        read.cancel();

        assertThat(heard).containsExactly("a", "b", "done");
    }

    @Test
    void shouldStopOnceWhenCancelledAndNotWhenDone() {
        read.onCancel(() -> heard.add("stop"));
        read.cancel();
        read.cancel();
        read.onCancel(() -> heard.add("late"));
        FeatureRead done = FeatureRead.answered(List.of("a"), Calls.FOUND);
        done.onCancel(() -> heard.add("never"));
        done.cancel();

        assertThat(heard).containsExactly("stop", "late");
        assertThat(read.isDone()).isTrue();
    }
}
