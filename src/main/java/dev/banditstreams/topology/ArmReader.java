package dev.banditstreams.topology;

import org.jspecify.annotations.Nullable;

/** Reads posteriors from the item table while it is written. For one thread. */
final class ArmReader {

    private final ItemTable table;
    private final SeqLocks locks;
    private final ArmColumns elsewhere;
    private final ArmDetail computed = new ArmDetail();

    /** @param elsewhere posteriors of items where they have no arm */
    ArmReader(ItemTable table, SeqLocks locks, ArmColumns elsewhere) {
        this.table = table;
        this.locks = locks;
        this.elsewhere = elsewhere;
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
            // A cohort without a single arm: rare, so that nothing is held for it.
            readCounts(cohort, items, count, null, into);
        }
    }

    /**
     * Computes the posteriors of many items, with the arms' own counts.
     *
     * @param decay null: of the counts as they are
     */
    void readCounts(String cohort, int[] items, int count, @Nullable Decay decay, Posteriors into) {
        into.reserveCounts(count);
        for (int i = 0; i < count; i++) {
            into.put(i, computed, read(table.chain(), cohort, items[i], decay, computed));
        }
    }

    private void readRows(int[] items, int count, Posteriors into) {
        ItemRows rows = table.rows();
        long[] untouched = table.chain().untouched;
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
        long[] untouched = table.chain().untouched;
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

    /** Fetches from main memory what {@link #detail} will read of the chosen items. */
    void touch(int[] items, int[] chosen, int count, Posteriors into) {
        long sum = 0;
        ArmColumns[] all = table.cohorts();
        for (int i = 0; i < count; i++) {
            int item = items[chosen[i]];
            if (item != ItemIndex.ABSENT) {
                for (ArmColumns arms : all) {
                    sum += arms.successes(item);
                }
                sum += (long) table.counts().impressions(item);
            }
        }
        into.touched = sum;
    }

    /**
     * Reads what an item's posterior is made of.
     *
     * @param alpha of the posterior
     * @param beta likewise
     * @return false: it has changed, and is made of other numbers now
     */
    boolean detail(String cohort, int item, @Nullable Decay decay, double alpha, double beta, ArmDetail into) {
        var unused = read(table.chain(), cohort, item, decay, into);
        if (into.alpha != alpha || into.beta != beta) {
            unused = read(table.formerChain(), cohort, item, decay, into);
        }
        return into.alpha == alpha && into.beta == beta;
    }

    /** @return as {@link PriorChain#posterior} */
    boolean read(PriorChain chain, String cohort, int item, @Nullable Decay decay, ArmDetail into) {
        if (item == ItemIndex.ABSENT) {
            into.trials = 0;
            return chain.posterior(ItemGroups.NONE, 0, 0, 0, 0, 0, 0, into);
        }
        ArmColumns[] all = table.cohorts();
        ArmColumns own = ArmColumns.of(cohort, all);
        boolean valid;
        int version;
        do {
            version = locks.begin(item);
            valid = decay == null
                    ? table.counts().posterior(chain, item, own, all, into)
                    : table.counts().decayed(chain, item, own, all, decay, into);
        } while (!locks.valid(item, version));
        return valid;
    }
}
