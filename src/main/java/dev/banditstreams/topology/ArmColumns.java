package dev.banditstreams.topology;

import dev.banditstreams.bandit.BetaSampler;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The arms of one cohort: what a draw needs, together, and the counts that it comes from, apart.
 *
 * <p>Trials are not kept: every outcome adds as much to successes and failures as it adds trials, so they are a
 * millionth of their sum. One thread writes, others read at the same time under {@link SeqLocks}.
 */
final class ArmColumns {

    /** Of an item in {@link #posteriors}: alpha (0: it has no arm here), beta, and the scale of both. */
    static final int ALPHA = 0;

    static final int BETA = 1;

    /** Negative: the posterior was out of range, and what stands here is the prior. */
    static final int SCALE_ALPHA = 2;

    static final int SCALE_BETA = 3;
    static final int STRIDE = 4;

    private static final int COUNTS = 2;
    private static final int PAGE_MASK = PagedDoubles.PAGE_ITEMS - 1;

    private final String cohort;
    private final PagedDoubles posteriors = new PagedDoubles(STRIDE);
    private volatile long[][] counts = {};

    ArmColumns(String cohort) {
        this.cohort = cohort;
    }

    /** The arms of a cohort among those of all; null if it has none. */
    static @Nullable ArmColumns of(String cohort, ArmColumns[] all) {
        for (ArmColumns arms : all) {
            if (arms.cohort.equals(cohort)) {
                return arms;
            }
        }
        return null;
    }

    PagedDoubles posteriors() {
        return posteriors;
    }

    boolean has(int index) {
        double[] page = posteriors.page(index);
        return page != null && page[posteriors.at(index) + ALPHA] != 0;
    }

    /** In millionths; 0 without an arm. */
    long successes(int index) {
        return count(index, 0);
    }

    /** In millionths; 0 without an arm. */
    long failures(int index) {
        return count(index, 1);
    }

    void putCounts(int index, long successes, long failures) {
        int number = index >> PagedDoubles.PAGE_BITS;
        long[][] pages = counts;
        if (number >= pages.length) {
            pages = Arrays.copyOf(pages, Math.max(number + 1, pages.length + pages.length / 2));
            counts = pages;
        }
        if (pages[number] == null) {
            pages[number] = new long[PagedDoubles.PAGE_ITEMS * COUNTS];
        }
        int at = (index & PAGE_MASK) * COUNTS;
        pages[number][at] = successes;
        pages[number][at + 1] = failures;
    }

    /** @param invalid whether this is the prior, in place of a posterior out of range */
    void putPosterior(int index, double alpha, double beta, boolean invalid) {
        double[] page = posteriors.pageToWrite(index);
        int at = posteriors.at(index);
        double scale = BetaSampler.scale(alpha);
        page[at + ALPHA] = alpha;
        page[at + BETA] = beta;
        page[at + SCALE_ALPHA] = invalid ? -scale : scale;
        page[at + SCALE_BETA] = BetaSampler.scale(beta);
    }

    private long count(int index, int column) {
        long[][] pages = counts;
        int number = index >> PagedDoubles.PAGE_BITS;
        long[] page = number < pages.length ? pages[number] : null;
        return page == null ? 0 : page[(index & PAGE_MASK) * COUNTS + column];
    }
}
