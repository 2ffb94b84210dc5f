package dev.banditstreams.topology;

import dev.banditstreams.bandit.Arms;
import dev.banditstreams.bandit.BetaSampler;
import dev.banditstreams.bandit.Choice;
import dev.banditstreams.bandit.ExplorationFloor;
import dev.banditstreams.bandit.Policy;
import dev.banditstreams.bandit.PolicyKind;
import dev.banditstreams.bandit.Seeds;
import dev.banditstreams.bandit.TopK;
import dev.banditstreams.bandit.Uniform;
import dev.banditstreams.model.Audit;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The ranking of one request at a time by its policy and its placement's rules; in arrays that are used again for the
 * next request.
 *
 * <p>For one thread.
 */
final class Ranking {

    private static final String NOT_COMPUTED = "not-computed";

    /** Candidates times ranks, up to which costly propensities are computed: beyond, other requests would wait. */
    private static final long MOST_CELLS = 20_000;

    private final ItemTable table;
    private final double propensityRate;
    private final ArmReader arms;
    private final Posteriors posteriors = new Posteriors();
    private final TopK topK = new TopK();
    private final SlateRules rules;
    private final Map<PolicyKind, Policy> policies = new EnumMap<>(PolicyKind.class);
    private final Uniform uniform = new Uniform();
    private double[] keys = {};
    private double[] uniformKeys = {};
    private ArmDetail[] details = {};
    private double[] propensities = {};
    private int[] best = {};
    private int size;
    private double eligibleTrials;
    private long seed;
    private boolean explored;
    private boolean ruled;
    private @Nullable String propensityReason;
    private Policy policy = PolicyKind.THOMPSON.create();
    private long[] hashes = {};

    /** @param propensityRate share of the requests that get propensities which are costly */
    Ranking(ItemTable table, double propensityRate) {
        this.table = table;
        this.propensityRate = propensityRate;
        arms = table.reader();
        rules = new SlateRules(table);
    }

    /** Ranks the candidates, and details the slate. */
    void rank(long seed, Placement placement, Placement.Variant variant, EnrichedRequest request) {
        this.seed = seed;
        Candidates candidates = request.candidates();
        int count = candidates.eligible();
        hashes = candidates.hashes();
        size = Math.min(request.accepted().present().k(), count);
        policy = policies.computeIfAbsent(variant.policy(), PolicyKind::create);
        explored = ExplorationFloor.explores(seed, variant.exploration());
        ruled = placement.hasRules();
        Decay decay = decay(placement, request);
        reserve(count);
        Arms seen;
        do {
            if (decay != null || policy.readsCounts()) {
                arms.readCounts(request.cohort(), candidates.items(), count, decay, posteriors);
            } else {
                arms.read(request.cohort(), candidates.items(), count, posteriors);
            }
            seen = posteriors.arms(count, hashes);
            policy.keys(seed, seen, keys);
            if (explored) {
                uniform.keys(seed, seen, uniformKeys);
            }
            best = topK.select(explored ? uniformKeys : keys, hashes, count, ruled ? count : size, seed);
            if (ruled) {
                best = rules.apply(placement, seed, candidates, best, size);
            }
            arms.touch(candidates.items(), best, size, posteriors);
            // An arm of the slate that changed meanwhile would be published with counts that it was not drawn from.
        } while (!detail(request, decay));
        eligibleTrials = policy.readsCounts() ? seen.allTrials() : 0;
        computePropensities(seen, variant.exploration());
    }

    private @Nullable Decay decay(Placement placement, EnrichedRequest request) {
        long halfLife = placement.halfLifeMillis();
        return halfLife == 0
                ? null
                : new Decay(table.column(halfLife), halfLife, request.accepted().time());
    }

    /** Ranked items. */
    int size() {
        return size;
    }

    /** The candidate at a rank, from 0. */
    int candidate(int rank) {
        return best[rank];
    }

    /** The draw of the item at a rank, whether it was ranked by it or not. */
    double draw(int rank) {
        if (ranksByDraw()) {
            return BetaSampler.draw(keys[best[rank]]);
        }
        return BetaSampler.sample(seed, hashes[best[rank]], alpha(best[rank]), beta(best[rank]));
    }

    /** What ranked the item at a rank; NaN: its draw. */
    double score(int rank) {
        return explored ? uniform.score(uniformKeys[best[rank]]) : policy.score(keys[best[rank]]);
    }

    /** What the item at a rank, from 0, was drawn from. */
    ArmDetail detail(int rank) {
        return details[rank];
    }

    /** NaN: see {@link #propensityReason}. */
    double propensity(int rank) {
        return propensityReason == null ? propensities[rank] : Double.NaN;
    }

    /** Why there are no propensities; null: there are. */
    @Nullable
    String propensityReason() {
        return propensityReason;
    }

    List<String> rules(int rank) {
        return ruled ? rules.moved(best[rank]) : List.of();
    }

    boolean explored() {
        return explored;
    }

    /** Trials of all candidates; 0 where the policy doesn't ask. */
    double eligibleTrials() {
        return eligibleTrials;
    }

    double alpha(int candidate) {
        return posteriors.alpha[candidate];
    }

    double beta(int candidate) {
        return posteriors.beta[candidate];
    }

    /** What the policy ranks a candidate by; null: not by its counts. */
    Audit.@Nullable Counts counts(int candidate) {
        return policy.ranksByCounts()
                ? new Audit.Counts(posteriors.successes[candidate], posteriors.trials[candidate])
                : null;
    }

    /** Candidates whose posterior was out of range, so that the prior took its place. */
    int invalid() {
        return posteriors.invalid;
    }

    private boolean ranksByDraw() {
        return Double.isNaN(policy.score(0));
    }

    /** Probabilities before rules: where a rule decides, there are none. */
    private void computePropensities(Arms seen, double exploration) {
        propensityReason = ruled ? rules.deciding() : null;
        if (propensityReason == null
                && policy.propensitiesAreCostly()
                && (Seeds.unit(seed, Choice.PROPENSITIES) >= propensityRate
                        || (long) seen.count() * size > MOST_CELLS)) {
            propensityReason = NOT_COMPUTED;
        }
        if (propensityReason == null && size > 0) {
            policy.propensities(seen, keys, best, size, propensities);
            for (int rank = 0; rank < size; rank++) {
                // By quadrature: near 0 and 1 it may be beyond by its error.
                double ofPolicy = Math.min(1, Math.max(0, propensities[rank]));
                propensities[rank] = ExplorationFloor.propensity(exploration, ofPolicy, 1, seen.count());
            }
        }
    }

    private boolean detail(EnrichedRequest request, @Nullable Decay decay) {
        for (int rank = 0; rank < size; rank++) {
            int item = request.candidates().items()[best[rank]];
            if (!arms.detail(request.cohort(), item, decay, alpha(best[rank]), beta(best[rank]), details[rank])) {
                return false;
            }
        }
        return true;
    }

    private void reserve(int count) {
        if (keys.length < count) {
            keys = new double[Math.max(count, 2 * keys.length)];
            uniformKeys = new double[keys.length];
        }
        if (details.length < size) {
            details = new ArmDetail[size];
            propensities = new double[size];
            for (int i = 0; i < size; i++) {
                details[i] = new ArmDetail();
            }
        }
    }
}
