package dev.banditstreams.topology;

import dev.banditstreams.bandit.BetaSampler;
import dev.banditstreams.model.Millionths;
import org.jspecify.annotations.Nullable;

/** Reads posteriors from the item table while it is written. For one thread. */
final class ArmReader {

    private final ItemTable table;
    private final SeqLocks locks;
    private final ArmColumns elsewhere;
    private final double[] untouched = new double[ArmColumns.STRIDE];

    /** @param elsewhere posteriors of items where they have no arm */
    ArmReader(ItemTable table, SeqLocks locks, ArmColumns elsewhere) {
        this.table = table;
        this.locks = locks;
        this.elsewhere = elsewhere;
        ArmDetail prior = new ArmDetail();
        var unused = table.chain().posterior(0, 0, 0, 0, 0, 0, prior);
        untouched[ArmColumns.ALPHA] = prior.alpha;
        untouched[ArmColumns.BETA] = prior.beta;
        untouched[ArmColumns.SCALE_ALPHA] = BetaSampler.scale(untouched[ArmColumns.ALPHA]);
        untouched[ArmColumns.SCALE_BETA] = BetaSampler.scale(untouched[ArmColumns.BETA]);
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
        if (arms == null && all.length > 0) {
            for (int i = 0; i < count; i++) {
                readFromCounts(cohort, items[i], i, into);
            }
            return;
        }
        PagedDoubles own = arms == null ? elsewhere.posteriors() : arms.posteriors();
        double[][] ownPages = own.pages();
        double[][] otherPages = elsewhere.posteriors().pages();
        touch(ownPages, own, items, count, into);
        double[] alpha = into.alpha;
        double[] beta = into.beta;
        double[] scaleAlpha = into.scaleAlpha;
        double[] scaleBeta = into.scaleBeta;
        for (int i = 0; i < count; i++) {
            int item = items[i];
            int version = 0;
            do {
                double[] page = null;
                int at = 0;
                if (item != ItemIndex.ABSENT) {
                    version = locks.begin(item);
                    at = own.at(item);
                    page = PagedDoubles.page(ownPages, item);
                    if (page == null || page[at + ArmColumns.ALPHA] == 0) {
                        page = PagedDoubles.page(otherPages, item);
                    }
                }
                if (page == null || page[at + ArmColumns.ALPHA] == 0) {
                    page = untouched;
                    at = 0;
                }
                alpha[i] = page[at + ArmColumns.ALPHA];
                beta[i] = page[at + ArmColumns.BETA];
                scaleAlpha[i] = page[at + ArmColumns.SCALE_ALPHA];
                scaleBeta[i] = page[at + ArmColumns.SCALE_BETA];
            } while (item != ItemIndex.ABSENT && !locks.valid(item, version));
            if (scaleAlpha[i] < 0) {
                scaleAlpha[i] = -scaleAlpha[i];
                into.invalid++;
            }
        }
    }

    /** Fetches what follows from main memory for many items at once: nothing here waits for anything. */
    private static void touch(double[][] pages, PagedDoubles columns, int[] items, int count, Posteriors into) {
        double sum = 0;
        for (int i = 0; i < count; i++) {
            double[] page = items[i] == ItemIndex.ABSENT ? null : PagedDoubles.page(pages, items[i]);
            sum += page == null ? 0 : page[columns.at(items[i])];
        }
        into.touched = sum; // or the compiler would leave out the accesses
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
