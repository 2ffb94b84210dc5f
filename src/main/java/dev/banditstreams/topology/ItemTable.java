package dev.banditstreams.topology;

import dev.banditstreams.bandit.Seeds;
import dev.banditstreams.model.ArmState;
import dev.banditstreams.model.EntityState;
import dev.banditstreams.model.Millionths;
import dev.banditstreams.topology.ScoringOptions.ItemFeatures;
import dev.banditstreams.topology.ScoringOptions.Priors;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything that scoring reads of items, on the heap in primitive columns: a view of the global stores
 * {@code item-table} and {@code arm-statistics}, which are the truth.
 *
 * <p>Each change computes the posteriors that it moves, so that a request only reads them. Written by the thread that
 * reads the global topics, read by any: what is read of an item belongs together ({@link SeqLocks}). Each update is
 * idempotent, because a restore feeds the table twice. An item once named keeps its row.
 */
public final class ItemTable {

    private static final ArmColumns[] NO_ARMS = {};
    private static final int EVENT_TIME = 0;
    private static final int READ_AT = 1;
    private static final int TIMES = 2;

    /** How long what was fetched may take to come back from learn, until it counts as lost. */
    private static final long CONFIRMED_WITHIN_MILLIS = 10_000;

    private final ItemFeatures names;
    private final long[] halfLives;
    private final ItemRows rows = new ItemRows();
    private final ItemIndex index = new ItemIndex(rows);
    private final SeqLocks locks = new SeqLocks();
    private final ItemGroups groups = new ItemGroups();
    private final ItemCounts counts = new ItemCounts(groups);
    private final @Nullable Fetched fetched;
    private final PagedRows times = new PagedRows(TIMES);

    /** What an item is drawn from in a cohort where it has no arm; written from the second cohort on. */
    private final ArmColumns elsewhere = new ArmColumns("", new long[0]);

    /** The posterior that is being computed. */
    private final ArmDetail computed = new ArmDetail();

    /** The cohorts that have arms; the posteriors of the first lie in the rows. */
    private volatile ArmColumns[] cohorts = NO_ARMS;

    private int overlaid;

    private volatile PriorChain chain;

    /** The chain before, of which posteriors may still be there while those of a new one are computed. */
    private volatile PriorChain former;

    /**
     * How items are held that are read from a feature store.
     *
     * @param freshness of every item's features
     * @param most fetched items that are not the table's yet
     */
    public record Fetched(Freshness freshness, int most) {}

    /** A table of items that nobody fetches, without half-lives. */
    public ItemTable(ItemFeatures names, Priors priors) {
        this(names, priors, List.of(), null);
    }

    /**
     * @param halfLives for which decayed counts are held, in milliseconds, the shortest first
     * @param fetched null: no items are fetched
     */
    public ItemTable(ItemFeatures names, Priors priors, List<Long> halfLives, @Nullable Fetched fetched) {
        this.names = names;
        this.halfLives = halfLives.stream().mapToLong(Long::longValue).toArray();
        this.fetched = fetched;
        chain = new PriorChain(priors, groups);
        former = chain;
    }

    /** Items that were named, by their features, their arms or a candidate set. */
    public int size() {
        return index.size();
    }

    /** Each item's dense index. */
    ItemIndex index() {
        return index;
    }

    ItemRows rows() {
        return rows;
    }

    PriorChain chain() {
        return chain;
    }

    PriorChain formerChain() {
        return former;
    }

    ItemGroups groups() {
        return groups;
    }

    ItemCounts counts() {
        return counts;
    }

    SeqLocks locks() {
        return locks;
    }

    /**
     * The column of a half-life's decayed counts.
     *
     * @throws IllegalArgumentException if none are held for it
     */
    int column(long halfLifeMillis) {
        int column = Arrays.binarySearch(halfLives, halfLifeMillis);
        if (column < 0) {
            throw new IllegalArgumentException("no counts are held for a half-life of " + halfLifeMillis + " ms");
        }
        return column;
    }

    /** Takes other priors: every posterior is computed again, and changes of items go on meanwhile. */
    public void putPriors(Priors priors) {
        synchronized (this) {
            former = chain;
            chain = new PriorChain(priors, groups);
        }
        for (int i = 0; i < index.size(); i++) {
            int item = i;
            synchronized (this) {
                locks.lock(item, () -> compute(item, cohorts));
            }
        }
    }

    /** For one thread that reads. */
    ArmReader reader() {
        return new ArmReader(this, locks, elsewhere);
    }

    ArmColumns[] cohorts() {
        return cohorts;
    }

    /** The index of an item, which gets one if it has none. */
    synchronized int add(String itemId) {
        byte[] utf8 = Bytes.utf8(itemId);
        return index.add(Seeds.item(utf8, 0, utf8.length), utf8);
    }

    /** @param state null: the item's features are forgotten, its arms are not */
    synchronized void putItem(String itemId, @Nullable EntityState state) {
        int item = add(itemId);
        boolean overlay = rows.fetched(item);
        if (overlay && state != null && state.eventTime() < times.get(item, EVENT_TIME)) {
            return; // what was fetched is newer, and on its way here
        }
        overlaid -= overlay ? 1 : 0;
        put(item, state, false);
    }

    /** What became of a fetched item. */
    enum Taken {
        /** It is shown until the table has it. */
        SHOWN,
        /** It was fetched just now, by another task. */
        TWICE,
        /** There are too many that the table doesn't have yet. */
        NO_ROOM
    }

    /** Shows a fetched item until it comes through the table, unless what is known is newer by event time. */
    synchronized Taken putFetched(EntityState state) {
        int item = add(state.entityId());
        long eventTime = times.get(item, EVENT_TIME);
        if (rows.known(item) && eventTime > state.eventTime()) {
            times.put(item, READ_AT, state.readAt());
            rows.putStale(item, false);
            return Taken.SHOWN;
        }
        if (rows.fetched(item)) {
            boolean twice = eventTime == state.eventTime()
                    && state.readAt() - times.get(item, READ_AT) < CONFIRMED_WITHIN_MILLIS / 2;
            put(item, state, true);
            return twice ? Taken.TWICE : Taken.SHOWN;
        }
        if (fetched == null || overlaid >= fetched.most()) {
            return Taken.NO_ROOM;
        }
        overlaid++;
        put(item, state, true);
        return Taken.SHOWN;
    }

    /** Whether the item's features should be read again: true for the first that asks. */
    synchronized boolean takeStale(int item) {
        boolean stale = rows.stale(item);
        rows.putStale(item, false);
        return stale;
    }

    /** The feature store doesn't have the item: what is known of it counts as read again. */
    synchronized void confirm(String itemId, long now) {
        int item = add(itemId);
        if (rows.known(item)) {
            times.put(item, READ_AT, now);
        }
    }

    /**
     * Looks at some items' features: old ones become stale, those past the hard limit are forgotten.
     *
     * @return where to go on, 0 at the end
     */
    public synchronized int age(long now, int from, int most) {
        if (fetched == null) {
            return 0;
        }
        int end = Math.min(index.size(), from + most);
        for (int item = from; item < end; item++) {
            if (rows.known(item)) {
                age(item, now - times.get(item, READ_AT), fetched.freshness());
            }
        }
        return end == index.size() ? 0 : end;
    }

    private void age(int item, long age, Freshness freshness) {
        if (freshness.expired(age)) {
            overlaid -= rows.fetched(item) ? 1 : 0;
            put(item, null, false);
        } else if (freshness.stale(age) || (rows.fetched(item) && age > CONFIRMED_WITHIN_MILLIS)) {
            rows.putStale(item, true);
        }
    }

    private void put(int item, @Nullable EntityState state, boolean overlay) {
        ItemEvidence evidence = state == null ? ItemEvidence.NONE : ItemEvidence.of(state, names);
        locks.lock(item, () -> {
            counts.put(item, evidence);
            compute(item, cohorts);
        });
        if (fetched != null && state != null) {
            times.put(item, EVENT_TIME, state.eventTime());
            times.put(item, READ_AT, state.readAt() == 0 ? state.eventTime() : state.readAt());
        }
        rows.putFlags(item, state != null, evidence.active(), overlay);
    }

    /**
     * Takes an arm's counts.
     *
     * @param arm null: an arm is never removed, so there is nothing to do
     * @throws IllegalArgumentException if its trials are not the sum of its successes and failures, as those of every
     *     arm that learn folds are
     */
    synchronized void putArm(String key, @Nullable ArmState arm) {
        if (arm == null) {
            return;
        }
        if (arm.trials() * Millionths.ONE != arm.successes() + arm.failures()) {
            throw new IllegalArgumentException("arm " + key + " has " + arm.trials() + " trials, but " + arm.successes()
                    + " and " + arm.failures() + " millionths of successes and failures");
        }
        int item = add(arm.itemId());
        ArmColumns cohort = cohort(arm.cohort());
        locks.lock(item, () -> {
            cohort.putCounts(item, arm);
            if (cohort != cohorts[0] && !cohort.has(item)) {
                fillPage(item, cohort);
            }
            compute(item, cohorts);
        });
    }

    /**
     * With its first arm a page gets a posterior for each of its items, so that readers look there and nowhere else.
     */
    private void fillPage(int item, ArmColumns cohort) {
        int first = item & -PagedRows.PAGE_ITEMS;
        int end = Math.min(index.size(), first + PagedRows.PAGE_ITEMS);
        for (int i = first; i < end; i++) {
            boolean valid = posterior(i, cohort, cohorts);
            cohort.putPosterior(i, computed.alpha, computed.beta, !valid);
        }
    }

    private ArmColumns cohort(String label) {
        ArmColumns[] before = cohorts;
        ArmColumns known = ArmColumns.of(label, before);
        if (known != null) {
            return known;
        }
        ArmColumns[] after = Arrays.copyOf(before, before.length + 1);
        after[before.length] = new ArmColumns(label, halfLives);
        if (before.length == 1) {
            // With one cohort nothing is elsewhere.
            for (int i = 0; i < index.size(); i++) {
                int item = i;
                locks.lock(item, () -> compute(item, after));
            }
        }
        cohorts = after;
        return after[before.length];
    }

    /** Computes every posterior of an item: each counts the others' evidence in its prior. */
    private void compute(int item, ArmColumns[] all) {
        boolean valid = posterior(item, all.length == 0 ? null : all[0], all);
        rows.putPosterior(item, computed.alpha, computed.beta, !valid);
        for (int i = 1; i < all.length; i++) {
            if (all[i].has(item)) {
                valid = posterior(item, all[i], all);
                all[i].putPosterior(item, computed.alpha, computed.beta, !valid);
            }
        }
        if (all.length > 1) {
            valid = posterior(item, null, all);
            elsewhere.putPosterior(item, computed.alpha, computed.beta, !valid);
        }
    }

    private boolean posterior(int item, @Nullable ArmColumns own, ArmColumns[] all) {
        return counts.posterior(chain, item, own, all, computed);
    }
}
