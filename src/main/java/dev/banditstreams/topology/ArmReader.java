package dev.banditstreams.topology;

import dev.banditstreams.bandit.BetaSampler;
import dev.banditstreams.model.Millionths;
import org.jspecify.annotations.Nullable;

/** Reads posteriors from the item table while it is written. For one thread. */
final class ArmReader {

    private final ItemTable table;
    private final SeqLocks locks;
    private final ArmColumns elsewhere;
    private final long[] untouched = new long[ArmColumns.STRIDE];

    /** @param elsewhere posteriors of items where they have no arm */
    ArmReader(ItemTable table, SeqLocks locks, ArmColumns elsewhere) {
        this.table = table;
        this.locks = locks;
        this.elsewhere = elsewhere;
        ArmDetail prior = new ArmDetail();
        var unused = table.chain().posterior(0, 0, 0, 0, 0, 0, prior);
        untouched[ArmColumns.ALPHA] = Double.doubleToRawLongBits(prior.alpha);
        untouched[ArmColumns.BETA] = Double.doubleToRawLongBits(prior.beta);
        untouched[ArmColumns.SCALE_ALPHA] = Double.doubleToRawLongBits(BetaSampler.scale(prior.alpha));
        untouched[ArmColumns.SCALE_BETA] = Double.doubleToRawLongBits(BetaSampler.scale(prior.beta));
    }

    /**
     * Reads the posteriors of many items.
     *
     * @param items dense indices, or {@link ItemIndex#ABSENT}
     * @param count how many of them count
     */
    void read(String cohort, int[] items, int count, Posteriors into) {
        into.reserve(count);
        ArmColumns[] all = table.cohorts();
        ArmColumns arms = ArmColumns.of(cohort, all);
        if (all.length == 0 || arms == all[0]) {
            readRows(items, count, into);
        } else if (arms != null) {
            readColumns(arms.posteriors(), items, count, into);
        } else {
            for (int i = 0; i < count; i++) {
                readFromCounts(cohort, items[i], i, into);
            }
        }
    }

    private void readRows(int[] items, int count, Posteriors into) {
        ItemRows rows = table.rows();
        long touched = 0;
        for (int i = 0; i < count; i++) {
            // The candidates' flags were read at the start of the same rows; they may end in another line.
            touched += items[i] == ItemIndex.ABSENT ? 0 : rows.chunk(items[i])[rows.at(items[i]) + ItemRows.SCALE_BETA];
        }
        into.touched = touched; // or the compiler would leave out the accesses
        for (int i = 0; i < count; i++) {
            int item = items[i];
            if (item == ItemIndex.ABSENT) {
                into.put(i, untouched, 0);
                continue;
            }
            byte[] chunk = rows.chunk(item);
            int at = rows.at(item);
            int version;
            do {
                version = locks.begin(item);
                into.put(i, chunk, at);
            } while (!locks.valid(item, version));
            if (into.alpha[i] == 0) {
                into.put(i, untouched, 0);
            }
            into.check(i);
        }
    }

    /** Of a cohort that isn't the first. */
    private void readColumns(PagedRows own, int[] items, int count, Posteriors into) {
        PagedRows other = elsewhere.posteriors();
        touch(own, other, items, count, into);
        for (int i = 0; i < count; i++) {
            int item = items[i];
            if (item == ItemIndex.ABSENT) {
                into.put(i, untouched, 0);
                continue;
            }
            int version;
            do {
                version = locks.begin(item);
                PagedRows rows = own.has(item) ? own : other;
                int row = rows.row(item);
                if (row == PagedRows.NONE) {
                    into.put(i, untouched, 0);
                } else {
                    into.put(i, rows.chunk(row), rows.at(row));
                }
            } while (!locks.valid(item, version));
            if (into.alpha[i] == 0) {
                // Named since its page was made, and nothing is known of it.
                into.put(i, untouched, 0);
            }
            into.check(i);
        }
    }

    /** Fetches what follows from main memory for many items at once: nothing here waits for anything. */
    private static void touch(PagedRows own, PagedRows other, int[] items, int count, Posteriors into) {
        long sum = 0;
        for (int i = 0; i < count; i++) {
            if (items[i] != ItemIndex.ABSENT) {
                PagedRows rows = own.has(items[i]) ? own : other;
                int row = rows.row(items[i]);
                if (row != PagedRows.NONE) {
                    long[] chunk = rows.chunk(row);
                    int at = rows.at(row);
                    sum += chunk[at] + chunk[at + ArmColumns.STRIDE - 1];
                }
            }
        }
        into.touched = sum;
    }

    /** Fetches from main memory what {@link #read(String, int, ArmDetail)} will read of the chosen items. */
    void touch(int[] items, int[] chosen, int count, Posteriors into) {
        long sum = 0;
        ArmColumns[] all = table.cohorts();
        for (int i = 0; i < count; i++) {
            int item = items[chosen[i]];
            if (item != ItemIndex.ABSENT) {
                for (ArmColumns arms : all) {
                    sum += arms.successes(item);
                }
                sum += (long) table.impressions(item);
            }
        }
        into.touched = sum;
    }

    /** Reads one item's posterior with what it is made of. */
    void read(String cohort, int item, ArmDetail into) {
        ArmColumns[] all = table.cohorts();
        int version;
        do {
            version = item == ItemIndex.ABSENT ? 0 : locks.begin(item);
            fill(ArmColumns.of(cohort, all), all, item, into);
        } while (item != ItemIndex.ABSENT && !locks.valid(item, version));
    }

    private void fill(@Nullable ArmColumns own, ArmColumns[] all, int item, ArmDetail into) {
        long trials = 0;
        long successes = 0;
        double impressions = 0;
        double clicks = 0;
        long ownSuccesses = 0;
        long ownFailures = 0;
        if (item != ItemIndex.ABSENT) {
            for (ArmColumns arms : all) {
                if (arms != own) {
                    trials += arms.successes(item) + arms.failures(item);
                    successes += arms.successes(item);
                }
            }
            impressions = table.impressions(item);
            clicks = table.clicks(item);
            if (own != null) {
                ownSuccesses = own.successes(item);
                ownFailures = own.failures(item);
            }
        }
        var unused = table.chain()
                .posterior(impressions, clicks, trials / Millionths.ONE, successes, ownSuccesses, ownFailures, into);
    }

    /** A cohort without a single arm: rare, so that nothing is held for it. */
    private void readFromCounts(String cohort, int item, int i, Posteriors into) {
        ArmDetail detail = new ArmDetail();
        read(cohort, item, detail);
        into.alpha[i] = detail.alpha;
        into.beta[i] = detail.beta;
        into.scaleAlpha[i] = BetaSampler.scale(detail.alpha);
        into.scaleBeta[i] = BetaSampler.scale(detail.beta);
    }
}
