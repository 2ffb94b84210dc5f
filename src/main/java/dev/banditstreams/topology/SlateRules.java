package dev.banditstreams.topology;

import dev.banditstreams.bandit.Choice;
import dev.banditstreams.bandit.Seeds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a placement's rules make of the order that its policy gave: first the newcomer budget, then the limit of groups,
 * then the pins, so that a pin stands whatever the others say.
 *
 * <p>Rules change the order and never the number of ranked items. For one thread; good until the next request.
 */
final class SlateRules {

    /** In the order in which they are applied. */
    private static final List<String> NAMES = List.of("newcomer-budget", "group-limit", "pinned");

    private static final int NEWCOMERS = 0;
    private static final int GROUPS = 1;
    private static final int PINS = 2;
    private static final int NOBODY = -1;

    private final ItemTable table;

    private int count;
    private int[] order = {};
    private int[] before = {};

    /** By candidate: a bit for each rule that moved it. */
    private int[] moved = {};

    private int deciding;
    private int[] ofGroup = {};
    private boolean[] taken = {};

    /** By rank, from 0: the candidate that is pinned there, or {@link #NOBODY}. */
    private int[] pinned = {};

    SlateRules(ItemTable table) {
        this.table = table;
    }

    /**
     * Applies the rules.
     *
     * @param ranked indices of all candidates, best first; not changed
     * @param k ranked items, at most as many as candidates
     * @return the order after the rules, of which the first {@code k} are the slate
     */
    int[] apply(Placement rules, long seed, Candidates candidates, int[] ranked, int k) {
        begin(candidates.eligible(), ranked);
        findPinned(rules.pinned(), candidates, k);
        if (rules.newcomers().share() < 1) {
            putNewcomersBehind(rules.newcomers(), seed, candidates);
        }
        if (rules.mostOfGroup() > 0) {
            limitGroups(rules.mostOfGroup(), candidates, k);
        }
        pin();
        return order;
    }

    /** The rules that moved a candidate, in the order in which they were applied. */
    List<String> moved(int candidate) {
        return moved[candidate] == 0 ? List.of() : names(moved[candidate]);
    }

    /**
     * The rules that decide about this request, whether they changed its slate or not: with them no place has the
     * probability that the policy gives it. Null: none does.
     */
    @Nullable
    String deciding() {
        return deciding == 0 ? null : String.join("+", names(deciding));
    }

    private static List<String> names(int rules) {
        List<String> names = new ArrayList<>();
        for (int rule = 0; rule < NAMES.size(); rule++) {
            if ((rules & 1 << rule) != 0) {
                names.add(NAMES.get(rule));
            }
        }
        return names;
    }

    private void begin(int candidates, int[] ranked) {
        count = candidates;
        if (order.length < count) {
            int length = Math.max(count, 2 * order.length);
            order = new int[length];
            before = new int[length];
            moved = new int[length];
            taken = new boolean[length];
        }
        System.arraycopy(ranked, 0, order, 0, count);
        Arrays.fill(moved, 0, count, 0);
        deciding = 0;
    }

    private void findPinned(Map<String, Integer> ranks, Candidates candidates, int k) {
        pinned = pinned.length < k ? new int[k] : pinned;
        Arrays.fill(pinned, NOBODY);
        ranks.forEach((itemId, rank) -> {
            int candidate = rank <= k ? find(itemId, candidates) : NOBODY;
            if (candidate != NOBODY) {
                pinned[rank - 1] = candidate;
            }
        });
    }

    private static int find(String itemId, Candidates candidates) {
        long hash = Seeds.item(itemId);
        for (int i = 0; i < candidates.eligible(); i++) {
            if (candidates.hashes()[i] == hash && candidates.id(i).equals(itemId)) {
                return i;
            }
        }
        return NOBODY;
    }

    /** In the share of requests that is not the newcomers', they come behind the others, in the order they had. */
    private void putNewcomersBehind(Placement.Newcomers budget, long seed, Candidates candidates) {
        ArmColumns[] cohorts = table.cohorts();
        boolean any = false;
        for (int i = 0; i < count; i++) {
            taken[i] = table.counts().trials(candidates.items()[i], cohorts) >= budget.trials();
            any |= !taken[i];
        }
        if (any) {
            deciding |= 1 << NEWCOMERS;
            if (Seeds.unit(seed, Choice.NEWCOMERS) >= budget.share()) {
                putTakenFirst(NEWCOMERS);
            }
        }
    }

    /** The slate takes what comes next, unless its group has its number already; the pinned count for theirs first. */
    private void limitGroups(int most, Candidates candidates, int k) {
        if (!countGroups(most, candidates)) {
            return;
        }
        deciding |= 1 << GROUPS;
        Arrays.fill(taken, 0, count, false);
        Arrays.fill(ofGroup, 0);
        int room = k;
        for (int candidate : pinned) {
            if (candidate != NOBODY) {
                taken[candidate] = true;
                ofGroup[group(candidates, candidate)]++;
                room--;
            }
        }
        for (int i = 0; i < count && room > 0; i++) {
            int group = group(candidates, order[i]);
            if (!taken[order[i]] && (group == ItemGroups.NONE || ofGroup[group] < most)) {
                taken[order[i]] = true;
                ofGroup[group]++;
                room--;
            }
        }
        putTakenFirst(GROUPS);
    }

    /** @return whether a group has more candidates than it may have places */
    private boolean countGroups(int most, Candidates candidates) {
        Arrays.fill(ofGroup, 0);
        boolean more = false;
        for (int i = 0; i < count; i++) {
            int group = group(candidates, i);
            if (group >= ofGroup.length) {
                ofGroup = Arrays.copyOf(ofGroup, 2 * group + 1);
            }
            more |= ++ofGroup[group] > most && group != ItemGroups.NONE;
        }
        return more;
    }

    private int group(Candidates candidates, int candidate) {
        return table.groups().of(candidates.items()[candidate]);
    }

    private void pin() {
        boolean any = false;
        Arrays.fill(taken, 0, count, false);
        for (int candidate : pinned) {
            if (candidate != NOBODY) {
                taken[candidate] = true;
                any = true;
            }
        }
        if (!any) {
            return;
        }
        deciding |= 1 << PINS;
        System.arraycopy(order, 0, before, 0, count);
        int next = 0;
        for (int rank = 0; rank < count; rank++) {
            if (rank < pinned.length && pinned[rank] != NOBODY) {
                order[rank] = pinned[rank];
                continue;
            }
            while (taken[before[next]]) {
                next++;
            }
            order[rank] = before[next++];
        }
        note(PINS);
    }

    private void putTakenFirst(int rule) {
        System.arraycopy(order, 0, before, 0, count);
        int at = 0;
        for (int i = 0; i < count; i++) {
            if (taken[before[i]]) {
                order[at++] = before[i];
            }
        }
        for (int i = 0; i < count; i++) {
            if (!taken[before[i]]) {
                order[at++] = before[i];
            }
        }
        note(rule);
    }

    private void note(int rule) {
        for (int i = 0; i < count; i++) {
            if (order[i] != before[i]) {
                moved[order[i]] |= 1 << rule;
            }
        }
    }
}
