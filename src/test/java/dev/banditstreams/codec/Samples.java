package dev.banditstreams.codec;

import dev.banditstreams.model.ArmState;
import dev.banditstreams.model.Audit;
import dev.banditstreams.model.CandidateSet;
import dev.banditstreams.model.DeadLetter;
import dev.banditstreams.model.DecayedCounts;
import dev.banditstreams.model.EntityState;
import dev.banditstreams.model.FeatureOrigin;
import dev.banditstreams.model.FeatureRecord;
import dev.banditstreams.model.FeatureValue;
import dev.banditstreams.model.Outcome;
import dev.banditstreams.model.Outcomes;
import dev.banditstreams.model.ParkedRequest;
import dev.banditstreams.model.ParkedRewards;
import dev.banditstreams.model.RankedItem;
import dev.banditstreams.model.Recommendation;
import dev.banditstreams.model.Reward;
import dev.banditstreams.model.ScoringRequest;
import dev.banditstreams.model.SlateState;
import dev.banditstreams.model.SourcePosition;
import java.util.List;
import java.util.Map;

/** One record of each kind with every field set, and some with odd values. */
final class Samples {

    static final ScoringRequest REQUEST = new ScoringRequest(
            "r-1",
            "u-1",
            "home",
            List.of("a", "b", ""),
            "evening",
            2,
            List.of("c"),
            250L,
            1_700_000_000_000L,
            Map.of("device", "phone", "☃", "𝄞"));

    static final ScoringRequest ODD_REQUEST = new ScoringRequest(
            "", "", "", List.of(), null, Integer.MIN_VALUE, List.of(), -1L, Long.MIN_VALUE, Map.of());

    static final FeatureRecord FEATURES = new FeatureRecord(
            "u-1",
            1_700_000_000_000L,
            Map.of(
                    "new", new FeatureValue.Flag(true),
                    "age", new FeatureValue.Whole(Long.MAX_VALUE),
                    "ratio", new FeatureValue.Real(Double.NaN),
                    "cohort", new FeatureValue.Text("young"),
                    "tags",
                            new FeatureValue.Many(List.of(
                                    new FeatureValue.Text("x"),
                                    new FeatureValue.Real(-0.0),
                                    new FeatureValue.Flag(false),
                                    new FeatureValue.Whole(-1))),
                    "none", new FeatureValue.Many(List.of())));

    static final CandidateSet SET = new CandidateSet("evening", List.of("a", "b"), 5L);

    static final Reward REWARD =
            new Reward("w-1", "r-1", "u-1", "a", "young", "click", 1.0, 1_700_000_000_000L, "import", 7L);

    static final Reward ODD_REWARD =
            new Reward("", null, "", "", null, "", Double.NEGATIVE_INFINITY, Long.MAX_VALUE, null, null);

    static final Recommendation RECOMMENDATION = recommendation("r-1");

    static Recommendation recommendation(String requestId) {
        return new Recommendation(
                requestId,
                "u-1",
                "home",
                "young",
                new SourcePosition("scoring-requests", 3, 42L),
                -1L,
                1,
                "thompson",
                "1",
                true,
                0.05,
                60_000L,
                12.5,
                List.of("deadline"),
                1L,
                2L,
                400,
                399,
                List.of(
                        new RankedItem(
                                "a",
                                1,
                                0.5,
                                0.9,
                                1.5,
                                2.5,
                                1,
                                1,
                                2L,
                                FeatureOrigin.STORE,
                                0.25,
                                null,
                                List.of("pinned")),
                        new RankedItem(
                                "b",
                                2,
                                0.1,
                                null,
                                1,
                                1,
                                1,
                                1,
                                0L,
                                FeatureOrigin.PRIOR_SHED,
                                null,
                                "not computed",
                                List.of())),
                new Audit(
                        0.01,
                        List.of(
                                new Audit.AuditedArm("a", 1.5, 2.5, new Audit.Counts(0.5, 2)),
                                new Audit.AuditedArm("b", 1, 1))));
    }

    static final Outcomes OUTCOMES = new Outcomes(List.of(
            new Outcome(
                    "o-1", "a", "young", 1L, 1_000_000L, 0L, Outcome.Reason.REWARD, List.of("w-1"), "r-1", 5L, null),
            new Outcome("o-2", "a", "all", 0L, -1L, 1L, Outcome.Reason.ADJUSTMENT, List.of(), null, 5L, "clock")));

    static final DeadLetter DEAD_LETTER = new DeadLetter(
            new SourcePosition("rewards", 0, 0L),
            "attribute",
            "undecodable",
            "what, where, what to do",
            new DeadLetter.Payload(null, -1, null),
            new DeadLetter.Payload(new byte[] {0, -1}, 2_000, new byte[32]),
            "0.1.0",
            9L);

    static final EntityState ITEM = new EntityState("a", 5L, FEATURES.features(), EntityState.Origin.VERTEX, 7L);

    static final ArmState ARM = new ArmState(
            "a",
            "young",
            3L,
            1_000_000L,
            2_000_000L,
            -5L,
            2,
            99L,
            7L,
            List.of(new DecayedCounts(60_000, 0.5, 0.5, 7L)));

    static final SlateState SLATE = new SlateState(
            "r-1",
            "young",
            "1",
            5L,
            List.of(
                    new SlateState.SlateItem("a", 1, 1_000_000L, 1, null, false),
                    new SlateState.SlateItem("b", 2, null, 1, 250_000L, true),
                    SlateState.SlateItem.served("c", 3)),
            List.of("w-1"),
            true);

    static final ParkedRewards PARKED = new ParkedRewards(List.of(new ParkedRewards.ParkedReward(
            "w-1", "a", "click", null, 1L, 2L, 0, 3L, new byte[] {1}, new byte[] {2, 3})));

    static final ParkedRequest PARKED_REQUEST = new ParkedRequest(
            new SourcePosition("scoring-requests", 3, 42L), 1L, "evening", 151L, new byte[] {1}, new byte[] {2, 3});

    private Samples() {}
}
