package dev.banditstreams.simulation;

import dev.banditstreams.bandit.Seeds;
import dev.banditstreams.model.ScoringRequest;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * The visits of a world's users, numbered from 0: who comes, and among which candidates is chosen.
 *
 * <p>A visit follows from its number and the world's seed alone, and its number from its request id; so nothing has to
 * be remembered about a request until its answer comes.
 */
public final class Visits {

    private static final long WHO = 1;
    private static final long WHICH = 2;
    private static final long NEWCOMER = 3;

    private final World world;
    private final int count;
    private final int candidates;
    private final int k;
    private final double newcomers;

    /**
     * @param count how many visits there are
     * @param candidates how many items of the world each request names; below all of them: a new sample for each
     *     request
     * @param k how many items to return
     * @param newcomers share of the visits, from 0 to 1, by users beyond the world's size, each of whom comes once
     */
    public Visits(World world, int count, int candidates, int k, double newcomers) {
        this.world = world;
        this.count = count;
        this.candidates = candidates;
        this.k = k;
        this.newcomers = newcomers;
    }

    public int count() {
        return count;
    }

    /** How many items each request asks for. */
    public int k() {
        return k;
    }

    /** @param eventTime milliseconds since the epoch */
    public ScoringRequest request(int visit, long eventTime) {
        return new ScoringRequest(
                requestId(visit),
                world.userId(user(visit)),
                "demo",
                candidateIds(visit),
                null,
                k,
                List.of(),
                null,
                eventTime,
                Map.of());
    }

    public String requestId(int visit) {
        return world.seed() + "-" + visit;
    }

    /**
     * The visit that has this request id.
     *
     * @return -1 if none has: the request is somebody else's
     */
    public int visit(String requestId) {
        String mine = world.seed() + "-";
        if (!requestId.startsWith(mine)) {
            return -1;
        }
        try {
            int visit = Integer.parseUnsignedInt(requestId, mine.length(), requestId.length(), 10);
            return visit < count ? visit : -1;
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    /** The number of the user who comes. */
    public int user(int visit) {
        if (isNewcomer(visit)) {
            return world.size().users() + visit;
        }
        return (int) (Seeds.unit(seedOf(visit), WHO) * world.size().users());
    }

    /** Whether this user comes for the first time, and never again. */
    public boolean isNewcomer(int visit) {
        return Seeds.unit(seedOf(visit), NEWCOMER) < newcomers;
    }

    /** The numbers of the candidates, distinct. */
    public int[] candidates(int visit) {
        int items = world.size().items();
        int[] all = new int[items];
        Arrays.setAll(all, i -> i);
        if (candidates == items) {
            return all;
        }
        SplittableRandom random = new SplittableRandom(seedOf(visit) + WHICH);
        for (int i = 0; i < candidates; i++) {
            int other = random.nextInt(i, items);
            int swapped = all[i];
            all[i] = all[other];
            all[other] = swapped;
        }
        return Arrays.copyOf(all, candidates);
    }

    private List<String> candidateIds(int visit) {
        List<String> all = world.itemIds();
        return candidates == all.size()
                ? all
                : Arrays.stream(candidates(visit)).mapToObj(all::get).toList();
    }

    private long seedOf(int visit) {
        return Seeds.request(requestId(visit), "visit");
    }
}
