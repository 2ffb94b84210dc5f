package dev.banditstreams.evaluation;

import dev.banditstreams.bandit.BayesUcb;
import dev.banditstreams.bandit.BetaSampler;
import dev.banditstreams.bandit.KlUcb;
import dev.banditstreams.bandit.Seeds;
import dev.banditstreams.bandit.Ucb1;
import dev.banditstreams.model.Audit;
import dev.banditstreams.model.Audit.AuditedArm;
import dev.banditstreams.model.FeatureOrigin;
import dev.banditstreams.model.RankedItem;
import dev.banditstreams.model.Recommendation;
import dev.banditstreams.model.SourcePosition;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A recommendation as Thompson sampling makes it, put together by hand, for tests to vary. */
public final class Served {

    public static final long ACCEPTED = 1_767_225_600_000L;

    public String requestId = "r-1";
    public double exploration;
    public long halfLife;
    public List<String> degraded = List.of();
    public boolean audited;
    /** Whether the audit has the arms' own counts. */
    public boolean counted;

    public FeatureOrigin origin = FeatureOrigin.STORE;
    private final Map<String, double[]> arms = new LinkedHashMap<>();

    /** Of the prior Beta(1, 9). */
    public Served arm(String itemId, double successes, double failures) {
        arms.put(itemId, new double[] {1 + successes, 9 + failures});
        return this;
    }

    public long seed() {
        return Seeds.request(requestId, "1");
    }

    /** The sampler has golden vectors of its own. */
    public double draw(String itemId) {
        double[] arm = arms.getOrDefault(itemId, new double[2]);
        return BetaSampler.sample(seed(), Seeds.item(itemId), arm[0], arm[1]);
    }

    /** All items, by their draws. */
    public List<String> byDraw() {
        return arms.keySet().stream()
                .sorted(Comparator.comparingDouble(this::draw).reversed())
                .toList();
    }

    public Recommendation top(int k) {
        return answer(byDraw().subList(0, k));
    }

    public Recommendation answer(List<String> slate) {
        List<RankedItem> items = new ArrayList<>();
        for (String itemId : slate) {
            double[] arm = arms.getOrDefault(itemId, new double[2]);
            items.add(new RankedItem(
                    itemId,
                    items.size() + 1,
                    draw(itemId),
                    null,
                    arm[0],
                    arm[1],
                    1,
                    9,
                    Math.round(arm[0] + arm[1] - 10),
                    origin,
                    null,
                    "not-computed",
                    List.of()));
        }
        List<AuditedArm> eligible = new ArrayList<>();
        arms.forEach((itemId, arm) -> eligible.add(new AuditedArm(
                itemId, arm[0], arm[1], counted ? new Audit.Counts(arm[0] - 1, arm[0] + arm[1] - 10) : null)));
        return new Recommendation(
                requestId,
                "u1",
                "home",
                "all",
                new SourcePosition("scoring-requests", 2, 17),
                seed(),
                BetaSampler.SAMPLER_VERSION,
                "thompson",
                "1",
                false,
                exploration,
                halfLife,
                0,
                degraded,
                ACCEPTED,
                ACCEPTED + 12,
                arms.size() + 1,
                arms.size(),
                items,
                audited ? new Audit(0.05, eligible) : null);
    }

    /** With another head: seed, version of the sampler, policy. */
    public static Recommendation with(Recommendation of, long seed, int samplerVersion, String policy) {
        return with(of, seed, samplerVersion, policy, of.explored(), of.eligibleTrials(), of.items(), of.audit());
    }

    /** As if an index policy had ranked it, with the trials of all arms in its audit. */
    public static Recommendation indexed(Recommendation of, String policy) {
        double trials = of.audit().eligible().stream()
                .mapToDouble(arm -> arm.alpha() + arm.beta() - 10)
                .sum();
        double t = 1 + trials;
        List<RankedItem> items = of.items().stream()
                .map(item -> scored(
                        item,
                        switch (policy) {
                            case "ucb1" -> Ucb1.index(item.alpha() - 1, (double) item.n(), t);
                            case "kl-ucb" -> KlUcb.index(item.alpha() - 1, (double) item.n(), t);
                            default -> BayesUcb.index(item.alpha(), item.beta(), t);
                        }))
                .toList();
        return with(of, of.seed(), of.samplerVersion(), policy, of.explored(), trials, items, of.audit());
    }

    public static Recommendation exploring(Recommendation of, boolean explored) {
        return with(
                of, of.seed(), of.samplerVersion(), of.policy(), explored, of.eligibleTrials(), of.items(), of.audit());
    }

    public static Recommendation with(Recommendation of, List<RankedItem> items) {
        return with(
                of, of.seed(), of.samplerVersion(), of.policy(), of.explored(), of.eligibleTrials(), items, of.audit());
    }

    public static Recommendation with(Recommendation of, @Nullable Audit audit) {
        return with(
                of, of.seed(), of.samplerVersion(), of.policy(), of.explored(), of.eligibleTrials(), of.items(), audit);
    }

    /** With another item at an index. */
    public static Recommendation with(Recommendation of, int index, UnaryOperator<RankedItem> change) {
        List<RankedItem> items = new ArrayList<>(of.items());
        items.set(index, change.apply(items.get(index)));
        return with(of, items);
    }

    private static Recommendation with(
            Recommendation of,
            long seed,
            int samplerVersion,
            String policy,
            boolean explored,
            double eligibleTrials,
            List<RankedItem> items,
            @Nullable Audit audit) {
        return new Recommendation(
                of.requestId(),
                of.userId(),
                of.placement(),
                of.cohort(),
                of.source(),
                seed,
                samplerVersion,
                policy,
                of.policyVersion(),
                explored,
                of.exploration(),
                of.halfLifeMs(),
                eligibleTrials,
                of.degraded(),
                of.acceptedAt(),
                of.answeredAt(),
                of.candidateCount(),
                of.eligibleCount(),
                items,
                audit);
    }

    public static RankedItem drawn(RankedItem of, double draw) {
        return item(of, of.rank(), draw, of.score(), of.alpha(), of.propensity(), of.rules());
    }

    public static RankedItem scored(RankedItem of, @Nullable Double score) {
        return item(of, of.rank(), of.draw(), score, of.alpha(), of.propensity(), of.rules());
    }

    public static RankedItem ranked(RankedItem of, int rank) {
        return item(of, rank, of.draw(), of.score(), of.alpha(), of.propensity(), of.rules());
    }

    public static RankedItem believed(RankedItem of, double alpha) {
        return item(of, of.rank(), of.draw(), of.score(), alpha, of.propensity(), of.rules());
    }

    public static RankedItem probable(RankedItem of, @Nullable Double propensity) {
        return item(of, of.rank(), of.draw(), of.score(), of.alpha(), propensity, of.rules());
    }

    public static RankedItem moved(RankedItem of, String rule) {
        return item(of, of.rank(), of.draw(), of.score(), of.alpha(), of.propensity(), List.of(rule));
    }

    private static RankedItem item(
            RankedItem of,
            int rank,
            double draw,
            @Nullable Double score,
            double alpha,
            @Nullable Double propensity,
            List<String> rules) {
        String reason = rules.isEmpty() ? of.propensityReason() : rules.get(0);
        return new RankedItem(
                of.itemId(),
                rank,
                draw,
                score,
                alpha,
                of.beta(),
                of.priorAlpha(),
                of.priorBeta(),
                of.n(),
                of.featureSource(),
                propensity,
                propensity == null ? reason : null,
                rules);
    }
}
