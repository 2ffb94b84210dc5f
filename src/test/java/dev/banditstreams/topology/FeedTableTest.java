package dev.banditstreams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.banditstreams.codec.StateSerdes;
import dev.banditstreams.metrics.Metrics;
import dev.banditstreams.metrics.ScoringMeters;
import dev.banditstreams.model.ArmState;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FeedTableTest {

    private static final String STORE = "arm-statistics";
    private static final Serde<ArmState> SERDE = StateSerdes.armState();

    private final Metrics metrics = new Metrics();
    private final MockProcessorContext<Void, Void> context = new MockProcessorContext<>();
    private final KeyValueStore<String, byte[]> store = Stores.keyValueStoreBuilder(
                    Stores.inMemoryKeyValueStore(STORE), Serdes.String(), Serdes.ByteArray())
            .withLoggingDisabled()
            .build();
    private ItemTable table = emptyTable();

    @BeforeEach
    void openStore() {
        store.init(context.getStateStoreContext(), store);
        context.addStateStore(store);
    }

    @AfterEach
    void close() {
        store.close();
        metrics.close();
    }

    private static ItemTable emptyTable() {
        return new ItemTable(new ScoringOptions.ItemFeatures("impressions", "clicks", "active"));
    }

    private FeedTable<ArmState> start() {
        FeedTable<ArmState> feed =
                new FeedTable<>(STORE, SERDE.deserializer(), table::putArm, new ScoringMeters(metrics));
        feed.init(context);
        return feed;
    }

    private static Record<String, byte[]> arm(String cohort, long trials) {
        ArmState arm = new ArmState("a", cohort, trials, trials * 1_000_000, 0, 0, 0, trials, 0, null);
        return new Record<>(arm.key().encode(), SERDE.serializer().serialize(STORE, arm), 0);
    }

    @Test
    void shouldSumAnItemsArmsFromTheirNewestStates() {
        FeedTable<ArmState> feed = start();
        feed.process(arm("all", 1));
        feed.process(arm("all", 5));
        feed.process(arm("young", 2));

        ItemRow row = table.row("a");
        assertThat(row.trials()).isEqualTo(7);
        assertThat(row.successes()).isEqualTo(7_000_000);
        assertThat(row.arm("all").trials()).isEqualTo(5);
        assertThat(row.known()).isFalse();
    }

    @Test
    void shouldFillTheTableFromTheStoreAsOftenAsItIsStarted() {
        start().process(arm("all", 3));
        table = emptyTable();

        start();
        start();

        assertThat(table.row("a").trials()).isEqualTo(3);
    }

    @Test
    void shouldPassOverWhatCannotBeRead() {
        FeedTable<ArmState> feed = start();
        feed.process(arm("all", 3));
        feed.process(new Record<>("a|all", new byte[] {1, 2, 3}, 0));
        feed.process(new Record<>("a|all", new byte[] {}, 0));
        feed.process(arm("young", 1));

        assertThat(table.row("a").trials()).isEqualTo(4);
        assertThat(metrics.scrape()).contains("bandit_table_records_unreadable_total 2.0");
    }
}
