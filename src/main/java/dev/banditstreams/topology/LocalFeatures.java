package dev.banditstreams.topology;

import dev.banditstreams.metrics.ScoringMeters;
import dev.banditstreams.model.EntityState;
import dev.banditstreams.model.EntityType;
import dev.banditstreams.model.ItemIds;
import dev.banditstreams.model.ScoringRequest;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What this instance knows of the entities that one request names: the user from its task's store, items and sets from
 * the heap.
 *
 * <p>For one thread; good until the next {@link #look}.
 */
final class LocalFeatures {

    /** Entities of one call to a feature store, at most. */
    private static final int CHUNK = 100;

    private final BoundedStore<EntityState> users;
    private final SetTable sets;
    private final ItemTable items;
    private final Placements placements;
    private final Candidates candidates;
    private final @Nullable Freshness freshness;
    private final boolean readsUsers;
    private final boolean readsItems;

    private @Nullable EntityState user;
    private String userId = "";
    private boolean staleUser;

    /** @param fetching null: what is not known stays so, and nothing is ever too old */
    LocalFeatures(
            BoundedStore<EntityState> users,
            SetTable sets,
            ItemTable items,
            Placements placements,
            @Nullable Fetching fetching) {
        this.users = users;
        this.sets = sets;
        this.items = items;
        this.placements = placements;
        this.candidates = new Candidates(items);
        this.freshness = fetching == null ? null : fetching.users();
        readsUsers = fetching != null && fetching.types().contains(EntityType.USER);
        readsItems = fetching != null && fetching.types().contains(EntityType.ITEM);
    }

    /** @return false if the request's candidate set is not known; then nothing else is good */
    boolean look(ScoringRequest request, long now) {
        String setId = request.candidateSet();
        ItemIds exclude = excluded(request);
        if (setId == null) {
            candidates.take(request.candidates(), exclude);
        } else {
            SetTable.Members members = sets.members(setId);
            if (members == null) {
                return false;
            }
            candidates.take(members, exclude);
        }
        userId = request.userId();
        user = users.get(userId);
        staleUser = false;
        if (user != null && freshness != null) {
            long age = user.age(now);
            staleUser = freshness.stale(age);
            if (freshness.expired(age)) {
                user = null;
            }
        }
        return true;
    }

    private ItemIds excluded(ScoringRequest request) {
        ItemIds always = placements.of(request.placement()).excluded();
        if (always.isEmpty()) {
            return request.exclude();
        }
        return request.exclude().isEmpty() ? always : ItemIds.join(List.of(request.exclude(), always));
    }

    /** Null: not known. */
    @Nullable
    EntityState user() {
        return user;
    }

    Candidates candidates() {
        return candidates;
    }

    /** Counts what this request found here. */
    void count(ScoringMeters meters) {
        int absent = candidates.absent();
        meters.lookedForUser(user != null, user != null && staleUser);
        meters.lookedForItems(candidates.eligible() - absent, absent, candidates.stale());
        int calls = (user != null && readsUsers ? 1 : 0)
                + (readsItems ? chunks(candidates.eligible()) - chunks(absent) : 0);
        meters.saved(calls);
    }

    private static int chunks(int entities) {
        return (entities + CHUNK - 1) / CHUNK;
    }

    /** Whether nothing is missing that could be read. */
    boolean complete() {
        return (user != null || !readsUsers) && (candidates.absent() == 0 || !readsItems);
    }

    /** What is not known and could be read: the user, and items that may be ranked. */
    List<EntityKey> misses() {
        List<EntityKey> misses = new ArrayList<>(1 + candidates.absent());
        if (user == null && readsUsers) {
            misses.add(new EntityKey(EntityType.USER, userId));
        }
        for (int i = 0, left = readsItems ? candidates.absent() : 0; left > 0 && i < candidates.eligible(); i++) {
            if (!candidates.known(i)) {
                misses.add(new EntityKey(EntityType.ITEM, candidates.id(i)));
                left--;
            }
        }
        return misses;
    }

    /** What is known and should be read again; each item for the first request that asks. */
    List<EntityKey> stale() {
        if (!staleUser && candidates.stale() == 0) {
            return List.of();
        }
        List<EntityKey> stale = new ArrayList<>();
        if (user != null && staleUser && readsUsers) {
            stale.add(new EntityKey(EntityType.USER, userId));
        }
        for (int i = 0, left = readsItems ? candidates.stale() : 0; left > 0 && i < candidates.eligible(); i++) {
            if (candidates.stale(i)) {
                left--;
                if (items.takeStale(candidates.items()[i])) {
                    stale.add(new EntityKey(EntityType.ITEM, candidates.id(i)));
                }
            }
        }
        return stale;
    }
}
