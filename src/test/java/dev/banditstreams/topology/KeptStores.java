package dev.banditstreams.topology;

import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NoSuchElementException;
import java.util.TreeMap;
import java.util.function.BiFunction;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.query.Position;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Stores on the heap that begin with a given content, before any processor looks at them. To open RocksDB takes 50 ms a
 * graph, more than all the rest of a simulated crash.
 */
final class KeptStores implements StateStores {

    private final Map<String, NavigableMap<Bytes, byte[]>> contents;
    private final BiFunction<String, byte[], byte[]> damage;

    /**
     * @param contents taken over
     * @param damage what a store of that name puts for a value
     */
    KeptStores(Map<String, NavigableMap<Bytes, byte[]>> contents, BiFunction<String, byte[], byte[]> damage) {
        this.contents = contents;
        this.damage = damage;
    }

    /** A copy of everything. */
    Map<String, NavigableMap<Bytes, byte[]>> copy() {
        return copy(contents);
    }

    static Map<String, NavigableMap<Bytes, byte[]>> copy(Map<String, NavigableMap<Bytes, byte[]>> contents) {
        Map<String, NavigableMap<Bytes, byte[]>> copy = new HashMap<>();
        contents.forEach((name, content) -> copy.put(name, new TreeMap<>(content)));
        return copy;
    }

    @Override
    public KeyValueBytesStoreSupplier named(String name) {
        return new KeyValueBytesStoreSupplier() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public KeyValueStore<Bytes, byte[]> get() {
                return new Kept(name, contents.computeIfAbsent(name, n -> new TreeMap<>()));
            }

            @Override
            public String metricsScope() {
                return "kept";
            }
        };
    }

    private final class Kept implements KeyValueStore<Bytes, byte[]> {
        private final String name;
        private final NavigableMap<Bytes, byte[]> content;
        private boolean open;

        private Kept(String name, NavigableMap<Bytes, byte[]> content) {
            this.name = name;
            this.content = content;
        }

        @Override
        public void init(StateStoreContext context, StateStore root) {
            context.register(root, (key, value) -> put(Bytes.wrap(key), value));
            open = true;
        }

        @Override
        public void put(Bytes key, byte[] value) {
            if (value == null) {
                content.remove(key);
            } else {
                content.put(key, damage.apply(name, value));
            }
        }

        @Override
        public byte[] putIfAbsent(Bytes key, byte[] value) {
            byte[] before = content.get(key);
            if (before == null) {
                put(key, value);
            }
            return before;
        }

        @Override
        public void putAll(List<KeyValue<Bytes, byte[]>> entries) {
            entries.forEach(entry -> put(entry.key, entry.value));
        }

        @Override
        public byte[] delete(Bytes key) {
            return content.remove(key);
        }

        @Override
        public byte[] get(Bytes key) {
            return content.get(key);
        }

        /** Where RocksDB's would log that the keys are in the wrong order, this throws. */
        @Override
        public KeyValueIterator<Bytes, byte[]> range(Bytes from, Bytes to) {
            NavigableMap<Bytes, byte[]> tail = from == null ? content : content.tailMap(from, true);
            return new Entries(to == null ? tail : tail.headMap(to, true));
        }

        @Override
        public KeyValueIterator<Bytes, byte[]> all() {
            return new Entries(content);
        }

        @Override
        public long approximateNumEntries() {
            return content.size();
        }

        @Override
        public Position getPosition() {
            return Position.emptyPosition();
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public void close() {
            open = false;
        }

        @Override
        public boolean persistent() {
            return false;
        }

        @Override
        public boolean isOpen() {
            return open;
        }
    }

    /** As of when it was made. */
    private static final class Entries implements KeyValueIterator<Bytes, byte[]> {
        private final Iterator<Map.Entry<Bytes, byte[]>> entries;
        private KeyValue<Bytes, byte[]> next;

        private Entries(NavigableMap<Bytes, byte[]> content) {
            entries = new TreeMap<>(content).entrySet().iterator();
            advance();
        }

        private void advance() {
            next = null;
            if (entries.hasNext()) {
                Map.Entry<Bytes, byte[]> entry = entries.next();
                next = KeyValue.pair(entry.getKey(), entry.getValue());
            }
        }

        @Override
        public boolean hasNext() {
            return next != null;
        }

        @Override
        public KeyValue<Bytes, byte[]> next() {
            KeyValue<Bytes, byte[]> entry = next;
            if (entry == null) {
                throw new NoSuchElementException();
            }
            advance();
            return entry;
        }

        @Override
        public Bytes peekNextKey() {
            return next.key;
        }

        @Override
        public void close() {}
    }
}
