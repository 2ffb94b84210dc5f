package dev.banditstreams.check;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.banditstreams.model.ArmState;
import dev.banditstreams.model.Audit;
import dev.banditstreams.model.Audit.AuditedArm;
import dev.banditstreams.model.DecayedCounts;
import dev.banditstreams.model.FeatureOrigin;
import dev.banditstreams.model.Millionths;
import dev.banditstreams.model.RankedItem;
import dev.banditstreams.model.Recommendation;
import dev.banditstreams.model.ScoringRequest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Answers the requests of a synthetic history from the arms as published last. */
final class SyntheticScore {

    private static final String POLICY_VERSION = "1";
    private static final int AUDITED = 5;
    private static final double HALF = 0.5;

    private static final Comparator<Drawn> BEST_FIRST = Comparator.comparingDouble(Drawn::key)
            .thenComparing(Comparator.comparingLong(Drawn::tie).reversed());

    private final MemoryHistory history;
    private final HistoryCodecs codecs;
    private final SyntheticArms arms;
    private final Plant plant;
    private int answers;

    /**
     * A candidate with its posterior and its odds.
     *
     * @param counts null: it isn't ranked by them
     * @param score null: the odds rank it
     */
    private record Drawn(
            String itemId,
            double alpha,
            double beta,
            long n,
            boolean phantom,
            Audit.@Nullable Counts counts,
            double odds,
            @Nullable Double score,
            long tie) {

        double key() {
            return score == null ? odds : -score;
        }

        Drawn with(@Nullable Double score) {
            return new Drawn(itemId, alpha, beta, n, phantom, counts, odds, score, tie);
        }
    }

    /** How an answer is ranked. */
    private record Way(String policy, double exploration, boolean explored, long halfLife, long acceptedAt) {

        boolean byIndex() {
            return policy.equals("ucb1");
        }
    }

    /** A recommendation and where it is. */
    record Written(Position at, Recommendation value) {}

    SyntheticScore(MemoryHistory history, HistoryCodecs codecs, SyntheticArms arms, Plant plant) {
        this.history = history;
        this.codecs = codecs;
        this.arms = arms;
        this.plant = plant;
    }

    static String cohort(String userId) {
        return Hashes.of(userId) % 3 == 0 ? "young" : "all";
    }

    Written answer(ScoringRequest request, Position source, long acceptedAt, long now) {
        Recommendation answer = recommendation(request, source, acceptedAt, now);
        if (answer.items().stream().anyMatch(item -> item.n() > 0)) {
            // All of them are published too late; that one of them was used is enough.
            plant.planted(Breach.POSTERIOR_FROM_THE_FUTURE);
        }
        return write(answer, now);
    }

    Written write(Recommendation answer, long now) {
        byte[] key = answer.userId().getBytes(UTF_8);
        int partition = Hashes.partition(key, history.partitions(Log.RECOMMENDATIONS));
        Position at = history.append(
                Log.RECOMMENDATIONS,
                partition,
                now,
                key,
                codecs.recommendations().encode(answer));
        return new Written(at, answer);
    }

    private Recommendation recommendation(ScoringRequest request, Position source, long acceptedAt, long now) {
        answers++;
        String requestId = plant.now(Breach.ANOTHERS_ANSWER) ? request.requestId() + "-other" : request.requestId();
        String cohort = cohort(request.userId());
        long seed = Hashes.seed(requestId, POLICY_VERSION) + (plant.now(Breach.ANOTHER_SEED) ? 1 : 0);
        Way way = way(seed, acceptedAt);
        boolean audited = answers % AUDITED == 0;
        List<Drawn> drawn = drawAll(request, cohort, seed, way);
        double trials = trials(drawn);
        if (way.byIndex()) {
            trials += audited && plant.now(Breach.ANOTHER_TIME) ? 1 : 0;
            drawn = byIndex(drawn, 1 + trials);
        }
        List<Drawn> best = drawn.subList(0, request.k());
        if (audited && (plant.now(Breach.BEST_LEFT_OUT) || (way.byIndex() && plant.now(Breach.BEST_INDEX_LEFT_OUT)))) {
            best = drawn.subList(1, request.k() + 1);
        } else if (!audited && plant.now(Breach.SHORT_SLATE)) {
            best = drawn.subList(0, request.k() - 1);
        } else if (!audited && plant.now(Breach.RANKING_OUT_OF_ORDER)) {
            best = List.of(drawn.get(1), drawn.get(0), drawn.get(2));
        }
        if (way.halfLife > 0 && best.stream().anyMatch(item -> item.n > 0)) {
            plant.planted(Breach.DECAYED_TO_ANOTHER_TIME);
        }
        List<RankedItem> items = new ArrayList<>();
        for (Drawn item : best) {
            items.add(ranked(item, items.size() + 1));
        }
        List<AuditedArm> all = drawn.stream()
                .map(item -> new AuditedArm(item.itemId, item.alpha, item.beta, item.counts))
                .toList();
        return new Recommendation(
                requestId,
                request.userId(),
                request.placement(),
                cohort,
                SyntheticLetters.source(source),
                seed,
                PlainSampler.VERSION,
                way.policy,
                POLICY_VERSION,
                way.explored,
                way.exploration,
                way.halfLife,
                trials,
                List.of(),
                acceptedAt,
                now,
                drawn.size(),
                drawn.size(),
                items,
                audited ? new Audit(HALF, all) : null);
    }

    /** Most by draws, some by means, some by upper bounds, some with an exploration floor, some of decayed counts. */
    private Way way(long seed, long acceptedAt) {
        return switch (answers % 7) {
            case 2 -> new Way("ucb1", 0, false, 0, acceptedAt);
            case 3 -> new Way("greedy", 0, false, 0, acceptedAt);
            case 5 -> new Way("thompson", HALF, RankedBy.explores(seed, HALF), 0, acceptedAt);
            case 6 -> new Way("thompson", 0, false, SyntheticArms.HALF_LIFE, acceptedAt);
            default -> new Way("thompson", 0, plant.now(Breach.EXPLORED_UNASKED), 0, acceptedAt);
        };
    }

    private RankedItem ranked(Drawn item, int rank) {
        double draw = PlainSampler.draw(item.odds);
        return new RankedItem(
                item.itemId,
                rank,
                plant.now(Breach.DRAW_OFF_BY_ONE_BIT) ? Math.nextUp(draw) : draw,
                score(item),
                item.alpha,
                item.beta,
                priorAlpha(item.itemId),
                priorBeta(item.itemId),
                item.n,
                FeatureOrigin.STORE,
                item.score == null ? null : propensity(),
                item.score == null ? "not-computed" : null,
                List.of());
    }

    private double propensity() {
        return plant.now(Breach.IMPOSSIBLE_PROPENSITY) ? 1 + HALF : HALF;
    }

    private @Nullable Double score(Drawn item) {
        if (item.score != null && item.score < 1 && item.counts == null && plant.now(Breach.WRONG_SCORE)) {
            return Math.nextUp(item.score);
        }
        return item.score;
    }

    /** Best first. */
    private List<Drawn> drawAll(ScoringRequest request, String cohort, long seed, Way way) {
        boolean wanted = plant.wants(Breach.PHANTOM_POSTERIOR) || plant.wants(Breach.ANOTHER_ARMS_POSTERIOR);
        if (wanted && way.halfLife == 0) {
            List<Drawn> withPhantom = drawAll(request, cohort, seed, way, true);
            if (withPhantom.subList(0, request.k()).stream().anyMatch(Drawn::phantom)) {
                plant.planted(Breach.PHANTOM_POSTERIOR);
                plant.planted(Breach.ANOTHER_ARMS_POSTERIOR);
                return withPhantom;
            }
        }
        return drawAll(request, cohort, seed, way, false);
    }

    private List<Drawn> drawAll(ScoringRequest request, String cohort, long seed, Way way, boolean withPhantom) {
        List<Drawn> drawn = new ArrayList<>();
        boolean phantom = withPhantom;
        for (String item : request.candidates().texts()) {
            ArmState arm = arms.arm(item, cohort);
            long successes = arm == null ? 0 : arm.successes();
            long failures = arm == null ? 0 : arm.failures();
            Long never = phantom && arm != null ? neverPublished(arm) : null;
            if (never != null) {
                failures -= never - successes;
                successes = never;
                phantom = false;
            }
            double alpha = priorAlpha(item) + Millionths.toDouble(successes);
            double beta = priorBeta(item) + Millionths.toDouble(failures);
            if (way.halfLife > 0 && arm != null) {
                double left = left(arm, way);
                DecayedCounts counts = arm.decayed(way.halfLife);
                alpha = priorAlpha(item) + counts.successes() * left;
                beta = priorBeta(item) + counts.failures() * left;
            }
            long hash = Hashes.of(item);
            drawn.add(new Drawn(
                    item,
                    alpha,
                    beta,
                    (successes + failures) / Millionths.ONE,
                    never != null,
                    way.byIndex()
                            ? new Audit.Counts(
                                    Millionths.toDouble(successes), Millionths.toDouble(successes + failures))
                            : null,
                    PlainSampler.odds(seed, hash, alpha, beta),
                    score(way, seed, hash, alpha, beta),
                    PlainSampler.tie(seed, hash)));
        }
        drawn.sort(BEST_FIRST);
        return drawn;
    }

    /** Of all candidates, where they are ranked by them. */
    private static double trials(List<Drawn> drawn) {
        return drawn.stream()
                .map(Drawn::counts)
                .filter(Objects::nonNull)
                .mapToDouble(Audit.Counts::trials)
                .sum();
    }

    private static List<Drawn> byIndex(List<Drawn> drawn, double t) {
        return drawn.stream()
                .map(item -> item.counts == null
                        ? item
                        : item.with(RankedBy.ucb1(item.counts.successes(), item.counts.trials(), t)))
                .sorted(BEST_FIRST)
                .toList();
    }

    private double left(ArmState arm, Way way) {
        long elapsed = way.acceptedAt - arm.decayed(way.halfLife).asOf();
        boolean wrong = plant.wants(Breach.DECAYED_TO_ANOTHER_TIME);
        return DecayedCounts.left(way.halfLife, wrong ? Math.max(0, elapsed) + 1_000 : elapsed);
    }

    private static @Nullable Double score(Way way, long seed, long hash, double alpha, double beta) {
        if (way.explored) {
            return RankedBy.uniform(seed, hash);
        }
        return way.policy.equals("greedy") ? Double.valueOf(RankedBy.mean(alpha, beta)) : null;
    }

    /** Successes that the arm never had, with as many trials; null: there are none. */
    private @Nullable Long neverPublished(ArmState arm) {
        if (plant.wants(Breach.PHANTOM_POSTERIOR)) {
            return arm.failures() > 0 ? arm.successes() + 1 : null;
        }
        for (ArmState other : arms.all()) {
            if (other.trials() == arm.trials() && !arms.wasPublished(arm.itemId(), arm.cohort(), other.successes())) {
                return other.successes();
            }
        }
        return null;
    }

    private static double priorAlpha(String itemId) {
        return HALF + (Hashes.of(itemId) & 3) * 0.3;
    }

    private static double priorBeta(String itemId) {
        return 1 + (Hashes.of(itemId) >>> 8 & 3) * 0.7;
    }
}
