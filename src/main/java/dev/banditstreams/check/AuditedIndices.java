package dev.banditstreams.check;

import dev.banditstreams.model.Audit;
import dev.banditstreams.model.Audit.AuditedArm;
import dev.banditstreams.model.RankedItem;
import dev.banditstreams.model.Recommendation;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Guarantee 5 of policies that rank by an upper bound: from an audit, whether somebody better was left out. Bounds are
 * not computed: it is seen on which side of the last place's score an item's lies.
 */
final class AuditedIndices {

    private static final Guarantee DRAWS = Guarantee.REPRODUCIBLE;

    private final Recommendation recommendation;
    private final Map<String, RankedItem> slate = new HashMap<>();
    private final Examined examined;

    private AuditedIndices(Recommendation recommendation, Examined examined) {
        this.recommendation = recommendation;
        this.examined = examined;
        recommendation.items().forEach(item -> slate.put(item.itemId(), item));
    }

    /** @param recommendation that no rule has changed */
    static void examine(Recommendation recommendation, Audit audit, Examined examined) {
        String policy = recommendation.policy();
        if (RankedBy.isByCounts(policy) && audit.eligible().stream().anyMatch(arm -> arm.counts() == null)) {
            examined.unchecked(DRAWS, "an audit without the counts that " + policy + " ranks by");
            return;
        }
        AuditedIndices indices = new AuditedIndices(recommendation, examined);
        Map<String, AuditedArm> arms = new HashMap<>();
        audit.eligible().forEach(arm -> arms.put(arm.itemId(), arm));
        if (RankedBy.isByCounts(policy)) {
            indices.examineTime(audit);
        }
        indices.slate.values().forEach(item -> indices.examineRanked(item, arms.get(item.itemId())));
        if (!recommendation.items().isEmpty()) {
            RankedItem last = recommendation.items().get(recommendation.items().size() - 1);
            audit.eligible().forEach(arm -> indices.examineLeftOut(arm, last, arms.get(last.itemId())));
        }
    }

    /** The t of all bounds is one more than all trials. */
    private void examineTime(Audit audit) {
        double trials = 0;
        for (AuditedArm arm : audit.eligible()) {
            trials += arm.counts() == null ? 0 : arm.counts().trials();
        }
        if (!RankedBy.near(recommendation.eligibleTrials(), trials)) {
            examined.violated(
                    DRAWS,
                    "its eligible arms have " + recommendation.eligibleTrials() + " trials, those of its audit "
                            + trials);
        }
    }

    private void examineRanked(RankedItem item, @Nullable AuditedArm arm) {
        if (arm == null || !Bits.same(arm.alpha(), item.alpha()) || !Bits.same(arm.beta(), item.beta())) {
            examined.violated(DRAWS, "item " + item.itemId() + " has another posterior in the audit, " + arm);
            return;
        }
        Audit.Counts counts = arm.counts();
        double successes = item.alpha() - item.priorAlpha();
        double trials = successes + item.beta() - item.priorBeta();
        // Without any, the prior may stand in the place of a posterior that was out of range.
        if (counts != null
                && trials > RankedBy.TOLERANCE
                && !(RankedBy.near(counts.successes(), successes) && RankedBy.near(counts.trials(), trials))) {
            examined.violated(
                    DRAWS,
                    "item " + item.itemId() + " has " + counts + " in the audit, its posterior holds " + successes
                            + " successes in " + trials + " trials");
        }
    }

    private void examineLeftOut(AuditedArm arm, RankedItem last, @Nullable AuditedArm auditedLast) {
        Double score = last.score();
        if (score == null || slate.containsKey(arm.itemId()) || !PlainSampler.valid(arm.alpha(), arm.beta())) {
            return;
        }
        double t = 1 + recommendation.eligibleTrials();
        boolean goesFirst = isUntried(arm)
                && auditedLast != null
                && isUntried(auditedLast)
                && tie(arm.itemId()) > tie(last.itemId());
        if (goesFirst || RankedBy.exceeds(recommendation.policy(), arm, t, score)) {
            examined.violated(
                    DRAWS,
                    "item " + arm.itemId() + " was left out, and is better by " + recommendation.policy() + " than "
                            + last.itemId() + " at rank " + last.rank());
        }
    }

    /** All of these have the same bound. */
    private static boolean isUntried(AuditedArm arm) {
        return arm.counts() != null && arm.counts().trials() == 0;
    }

    private long tie(String itemId) {
        return PlainSampler.tie(recommendation.seed(), Hashes.of(itemId));
    }
}
