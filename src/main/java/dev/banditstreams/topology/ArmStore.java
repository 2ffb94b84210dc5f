package dev.banditstreams.topology;

import dev.banditstreams.codec.StateSerdes;
import dev.banditstreams.model.ArmState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.internals.WrappedStateStore;
import org.jspecify.annotations.Nullable;

/**
 * The arms of one task as objects, over a store of their bytes: an arm is encoded and written once a commit, however
 * many outcomes were folded into it since the last.
 *
 * <p>Streams calls {@link #flushCache} before each commit, within its transaction, as for caches of its own (decision
 * 0015). For one thread.
 */
final class ArmStore extends WrappedStateStore<KeyValueStore<String, byte[]>, String, byte[]> {

    /** What the numbers of an arm may need more, later, than at its first outcome. */
    private static final int ROOM_TO_GROW = 100;
    /** Some 300 bytes each; beyond it all go, which costs less than to know which was used last. */
    static final int MOST_KEPT = 50_000;

    private final Map<String, Arm> arms = new HashMap<>();
    private final List<Arm> unwritten = new ArrayList<>();

    /** An arm between two commits. */
    static final class Arm {

        private final String key;
        private @Nullable ArmState state;
        private boolean written = true;

        private Arm(String key, @Nullable ArmState state) {
            this.key = key;
            this.state = state;
        }

        /** Of the store; one object for each arm, which makes maps of arms fast. */
        String key() {
            return key;
        }

        /** Null: it is new. */
        @Nullable
        ArmState state() {
            return state;
        }
    }

    ArmStore(KeyValueStore<String, byte[]> store) {
        super(store);
    }

    static StoreBuilder<ArmStore> builder(StateStores stores, String name) {
        return new Builder(BoundedStore.builder(stores, name).withCachingDisabled());
    }

    /** An arm, until the next call. */
    Arm arm(String key) {
        Arm arm = arms.get(key);
        if (arm == null) {
            if (arms.size() >= MOST_KEPT) {
                flushCache();
                arms.clear();
            }
            byte[] bytes = wrapped().get(key);
            arm = new Arm(
                    key,
                    bytes == null ? null : StateSerdes.armState().deserializer().deserialize(name(), bytes));
            arms.put(key, arm);
        }
        return arm;
    }

    /** Whether an arm, which is new, fits into records of so many bytes, however often it is tried. */
    boolean fits(String key, ArmState arm, int limit) {
        return key.length() * 3L + encoded(arm).length + ROOM_TO_GROW <= limit;
    }

    /** Changes an arm; it is written with the next commit. */
    void put(Arm arm, ArmState state) {
        arm.state = state;
        if (arm.written) {
            arm.written = false;
            unwritten.add(arm);
        }
    }

    /** An arm as it is stored, and published. */
    byte[] encoded(ArmState arm) {
        Serializer<ArmState> serializer = StateSerdes.armState().serializer();
        return serializer.serialize(name(), arm);
    }

    @Override
    public void init(StateStoreContext context, StateStore root) {
        clearCache();
        super.init(context, root);
    }

    @Override
    public void flushCache() {
        for (Arm arm : unwritten) {
            if (arm.state != null) {
                wrapped().put(arm.key, encoded(arm.state));
            }
            arm.written = true;
        }
        unwritten.clear();
    }

    @Override
    public void clearCache() {
        arms.clear();
        unwritten.clear();
    }

    /** The store below takes what is set; this one has no cache that could be turned off. */
    private record Builder(StoreBuilder<KeyValueStore<String, byte[]>> below) implements StoreBuilder<ArmStore> {

        @Override
        public ArmStore build() {
            return new ArmStore(below.build());
        }

        @Override
        public StoreBuilder<ArmStore> withCachingEnabled() {
            return this;
        }

        @Override
        public StoreBuilder<ArmStore> withCachingDisabled() {
            return this;
        }

        @Override
        public StoreBuilder<ArmStore> withLoggingEnabled(Map<String, String> config) {
            return new Builder(below.withLoggingEnabled(config));
        }

        @Override
        public StoreBuilder<ArmStore> withLoggingDisabled() {
            return new Builder(below.withLoggingDisabled());
        }

        @Override
        public Map<String, String> logConfig() {
            return below.logConfig();
        }

        @Override
        public boolean loggingEnabled() {
            return below.loggingEnabled();
        }

        @Override
        public String name() {
            return below.name();
        }
    }
}
