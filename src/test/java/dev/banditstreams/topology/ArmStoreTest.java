package dev.banditstreams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.banditstreams.codec.StateSerdes;
import dev.banditstreams.model.ArmState;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.StoreBuilder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArmStoreTest {

    @TempDir
    private Path directory;

    private ArmStore arms;

    @BeforeEach
    void open() {
        arms = ArmStore.builder(new KeptStores(new HashMap<>(), (store, value) -> value), "arms")
                .withLoggingDisabled()
                .build();
        init();
    }

    private void init() {
        MockProcessorContext<Object, Object> context =
                new MockProcessorContext<>(new Properties(), new TaskId(0, 0), directory.toFile());
        arms.init(context.getStateStoreContext(), arms);
    }

    @Test
    void shouldWriteWhatChangedWithTheCommit() {
        put("a", 1);
        put("a", 2);
        put("b", 3);
        assertThat(written("a")).isNull();

        arms.flushCache();

        assertThat(written("a")).isEqualTo(arm("a", 2));
        assertThat(written("b")).isEqualTo(arm("b", 3));
    }

    @Test
    void shouldWriteAgainWhatChangedAgain() {
        put("a", 1);
        arms.flushCache();
        put("a", 2);
        arms.flushCache();

        assertThat(written("a")).isEqualTo(arm("a", 2));
    }

    @Test
    void shouldReadWhatItHasInPreferenceToWhatIsWritten() {
        put("a", 1);
        arms.flushCache();
        put("a", 2);

        assertThat(arms.arm("a").state()).isEqualTo(arm("a", 2));
    }

    /** As a task that is closed without a commit, and begun anew on its restored store. */
    @Test
    void shouldForgetWhatWasNotCommitted() {
        put("a", 1);
        arms.flushCache();
        put("a", 2);
        put("b", 1);

        arms.close();
        init();

        assertThat(arms.arm("a").state()).isEqualTo(arm("a", 1));
        assertThat(arms.arm("b").state()).isNull();
    }

    @Test
    void shouldLoseNoneOfMoreThanItKeeps() {
        int count = ArmStore.MOST_KEPT + 10;
        for (int i = 0; i < count; i++) {
            put("item-" + i, i);
        }
        arms.flushCache();

        for (int i = 0; i < count; i++) {
            assertThat(arms.arm("item-" + i).state()).isEqualTo(arm("item-" + i, i));
        }
    }

    @Test
    void shouldRefuseAnArmThatMayOutgrowItsRecords() {
        int size = arms.encoded(arm("a", 1)).length + 3;

        assertThat(arms.fits("a", arm("a", 1), size)).isFalse();
        assertThat(arms.fits("a", arm("a", 1), size + 100)).isTrue();
    }

    @Test
    void shouldBeSetUpAsTheStoreBelow() {
        StoreBuilder<ArmStore> builder = ArmStore.builder(StateStores.persistent(), "arms");

        assertThat(builder.loggingEnabled()).isTrue();
        assertThat(builder.withCachingEnabled().withLoggingDisabled().loggingEnabled())
                .isFalse();
        assertThat(builder.withLoggingEnabled(Map.of("retention.ms", "1")).logConfig())
                .containsEntry("retention.ms", "1");
    }

    private void put(String item, long trials) {
        arms.put(arms.arm(item), arm(item, trials));
    }

    private @Nullable ArmState written(String item) {
        return StateSerdes.armState()
                .deserializer()
                .deserialize("arms", arms.wrapped().get(item));
    }

    private static ArmState arm(String item, long trials) {
        return new ArmState(item, "all", trials, 0, trials * 1_000_000, 7, 0, trials, 5, List.of());
    }
}
