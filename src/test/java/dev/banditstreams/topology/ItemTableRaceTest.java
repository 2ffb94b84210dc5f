package dev.banditstreams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.banditstreams.model.ArmState;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;

/** Reads while another thread writes: the state written k-th has k successes and k failures, so both have to agree. */
class ItemTableRaceTest {

    private static final int ITEMS = 64;

    private final ItemTable table = new ItemTable(Standard.NAMES, Standard.PRIORS);

    @Test
    void shouldNeverShowATornPair() {
        write(1, ITEMS);
        ArmReader reader = table.reader();
        Posteriors posteriors = new Posteriors();
        ArmDetail detail = new ArmDetail();
        int[] items = items();
        assertThat(whileWritten(20_000, () -> {
                    long torn = 0;
                    reader.read("all", items, ITEMS, posteriors);
                    for (int i = 0; i < ITEMS; i++) {
                        var unused = reader.read(table.chain(), "all", i, null, detail);
                        boolean whole = posteriors.alpha[i] == posteriors.beta[i]
                                && posteriors.scaleAlpha[i] == posteriors.scaleBeta[i]
                                && detail.alpha == detail.beta
                                && detail.trials == Math.round(2 * (detail.alpha - 1));
                        torn += whole ? 0 : 1;
                    }
                    return torn;
                }))
                .isZero();
    }

    /** The same reads without their lock, to show that this test would see what it looks for. */
    @Test
    void shouldSeeTornPairsWithoutTheLock() {
        write(1, ITEMS);
        ItemRows rows = table.rows();
        assertThat(whileWritten(5_000_000, () -> {
                    long torn = 0;
                    for (int i = 0; i < ITEMS; i++) {
                        torn += rows.number(i, ItemRows.ALPHA) == rows.number(i, ItemRows.BETA) ? 0 : 1;
                    }
                    return torn;
                }))
                .isPositive();
    }

    /** @param most rounds of reading, until one finds a torn pair */
    private long whileWritten(int most, LongSupplier read) {
        AtomicBoolean stop = new AtomicBoolean();
        CountDownLatch started = new CountDownLatch(1);
        CompletableFuture<Long> writing = CompletableFuture.supplyAsync(() -> {
            long written = ITEMS;
            while (!stop.get()) {
                write(written, ITEMS);
                written += ITEMS;
                started.countDown();
            }
            return written;
        });
        long torn = 0;
        try {
            started.await();
            for (int round = 0; round < most && torn == 0; round++) {
                torn += read.getAsLong();
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        } finally {
            stop.set(true);
        }
        assertThat(writing.join()).isGreaterThan(ITEMS);
        return torn;
    }

    private void write(long from, int count) {
        for (long k = from; k < from + count; k++) {
            table.putArm(
                    "key",
                    new ArmState(
                            "item-" + k % ITEMS, "all", 2 * k, k * 1_000_000, k * 1_000_000, 0, 0, k, 0, List.of()));
        }
    }

    private int[] items() {
        int[] items = new int[ITEMS];
        for (int i = 0; i < ITEMS; i++) {
            items[i] = i;
        }
        return items;
    }
}
