package dev.banditstreams.topology;

import dev.banditstreams.codec.StateSerdes;
import dev.banditstreams.model.ArmState;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * The arms of one task, those used last as objects: each outcome reads its arm, and reading it from the store costs
 * more than folding it.
 *
 * <p>For one thread, and the only way in which arms are changed. What is put is in the store at once.
 */
final class RecentArms {

    /** Some 300 bytes each. */
    private static final int MOST = 20_000;

    private final BoundedStore<ArmState> store;
    private final Map<String, ArmState> recent = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, ArmState> eldest) {
            return size() > MOST;
        }
    };

    RecentArms(KeyValueStore<String, byte[]> store, int limit) {
        this.store = new BoundedStore<>(store, StateSerdes.armState(), limit);
    }

    @Nullable
    ArmState get(String key) {
        ArmState arm = recent.get(key);
        if (arm == null) {
            arm = store.get(key);
            if (arm != null) {
                recent.put(key, arm);
            }
        }
        return arm;
    }

    /** As {@link BoundedStore#put}. */
    byte @Nullable [] put(String key, ArmState arm) {
        byte[] bytes = store.put(key, arm);
        if (bytes != null) {
            recent.put(key, arm);
        }
        return bytes;
    }

    Refusal tooLarge() {
        return store.tooLarge("the arm");
    }
}
