package dev.banditstreams.topology;

import dev.banditstreams.codec.StateSerdes;
import dev.banditstreams.jmh.CpuTime;
import dev.banditstreams.metrics.Metrics;
import dev.banditstreams.metrics.ScoringMeters;
import dev.banditstreams.model.EntityState;
import dev.banditstreams.model.FeatureValue;
import dev.banditstreams.topology.ScoringOptions.ItemFeatures;
import dev.banditstreams.topology.ScoringOptions.Prior;
import dev.banditstreams.topology.ScoringOptions.Priors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** The item table from its store in RocksDB, as at a start: read, decode, compute each posterior. */
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Thread)
@Fork(
        value = 3,
        jvmArgsAppend = {"-Xmx3g", "-XX:+UseParallelGC", "-XX:+UseTransparentHugePages"})
@Warmup(iterations = 0)
@Measurement(iterations = 1)
public class ItemTableBenchmark {

    private static final String STORE = "item-table";

    @Param("1000000")
    public int items;

    private final Metrics metrics = new Metrics();
    private Path directory;
    private KeyValueStore<String, byte[]> store;
    private MockProcessorContext<Void, Void> context;
    private ItemTable table;

    @Setup(Level.Trial)
    public void fill() throws IOException {
        directory = Files.createTempDirectory("item-table");
        Properties properties = new Properties();
        properties.put("application.id", "benchmark");
        properties.put("bootstrap.servers", "none:1");
        context = new MockProcessorContext<>(properties, new TaskId(0, 0), directory.toFile());
        store = Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(STORE), Serdes.String(), Serdes.ByteArray())
                .withLoggingDisabled()
                .build();
        store.init(context.getStateStoreContext(), store);
        context.addStateStore(store);
        for (int i = 0; i < items; i++) {
            String id = String.format("item-%07d", i);
            Map<String, FeatureValue> features = Map.of(
                    "impressions", new FeatureValue.Real(1_000.0 + i), "clicks", new FeatureValue.Real(20.0 + i % 100));
            store.put(
                    id,
                    StateSerdes.itemState()
                            .serializer()
                            .serialize(STORE, new EntityState(id, 1, features, EntityState.Origin.PRODUCER, 1)));
        }

        table = new ItemTable(
                new ItemFeatures("impressions", "clicks", "active", "rate", "strength", "group"),
                Priors.of(new Prior(0.02, 100, 9_000)));
    }

    @TearDown(Level.Trial)
    public void close() {
        store.close();
        metrics.close();
    }

    @Benchmark
    public int build(CpuTime time) {
        time.add(1);
        new FeedTable<>(STORE, StateSerdes.itemState().deserializer(), table::putItem, new ScoringMeters(metrics))
                .init(context);
        return table.size();
    }
}
