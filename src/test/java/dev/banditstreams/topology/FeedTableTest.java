package dev.banditstreams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.banditstreams.codec.StateSerdes;
import dev.banditstreams.metrics.Metrics;
import dev.banditstreams.metrics.ScoringMeters;
import dev.banditstreams.model.ArmState;
import java.util.List;
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
        return new ItemTable(Standard.NAMES, Standard.PRIORS);
    }

    private FeedTable<ArmState> start() {
        FeedTable<ArmState> feed =
                new FeedTable<>(STORE, SERDE.deserializer(), table::putArm, new ScoringMeters(metrics));
        feed.init(context);
        return feed;
    }

    private static Record<String, byte[]> arm(String cohort, long trials) {
        ArmState arm = new ArmState("a", cohort, trials, trials * 1_000_000, 0, 0, 0, trials, 0, List.of());
        return new Record<>(arm.key().encode(), SERDE.serializer().serialize(STORE, arm), 0);
    }

    @Test
    void shouldSumAnItemsArmsFromTheirNewestStates() {
        FeedTable<ArmState> feed = start();
        feed.process(arm("all", 1));
        feed.process(arm("all", 5));
        feed.process(arm("young", 2));

        assertThat(detail("all").trials).isEqualTo(5);
        assertThat(detail("young").trials).isEqualTo(2);
        // mu = (2 * 0.5 + 7) / (2 + 7), with 2 pseudo-impressions of weight.
        assertThat(detail("old").priorAlpha).isEqualTo(2 * (8.0 / 9));
        assertThat(table.rows().known(0)).isFalse();
    }

    @Test
    void shouldFillTheTableFromTheStoreAsOftenAsItIsStarted() {
        start().process(arm("all", 3));
        table = emptyTable();

        start();
        start();

        assertThat(detail("all").trials).isEqualTo(3);
        assertThat(table.size()).isEqualTo(1);
    }

    @Test
    void shouldPassOverWhatCannotBeRead() {
        FeedTable<ArmState> feed = start();
        feed.process(arm("all", 3));
        feed.process(new Record<>("a|all", new byte[] {1, 2, 3}, 0));
        feed.process(new Record<>("a|all", new byte[] {}, 0));
        feed.process(arm("young", 1));

        ArmState impossible = new ArmState("a", "young", 2, 1_000_000, 0, 0, 0, 1, 0, List.of());
        feed.process(new Record<>(impossible.key().encode(), SERDE.serializer().serialize(STORE, impossible), 0));

        assertThat(detail("all").trials).isEqualTo(3);
        assertThat(detail("young").trials).isEqualTo(1);
        assertThat(metrics.scrape()).contains("bandit_table_records_unreadable_total 3.0");
    }

    private ArmDetail detail(String cohort) {
        ArmDetail detail = new ArmDetail();
        var unused = table.reader().read(table.chain(), cohort, 0, null, detail);
        return detail;
    }
}
