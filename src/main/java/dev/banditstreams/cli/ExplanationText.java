package dev.banditstreams.cli;

import dev.banditstreams.config.Keys;
import dev.banditstreams.evaluation.Basis;
import dev.banditstreams.evaluation.ExplainedAudit;
import dev.banditstreams.evaluation.ExplainedAudit.LeftOut;
import dev.banditstreams.evaluation.Explanation;
import dev.banditstreams.evaluation.Recomputation;
import dev.banditstreams.model.SourcePosition;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Says in words and numbers why a recommendation is what it is. */
final class ExplanationText {

    private ExplanationText() {}

    /** @param answer the recommendation's record */
    static List<String> lines(SourcePosition answer, Explanation explanation) {
        List<String> lines = new ArrayList<>(head(answer, explanation));
        lines.addAll(recomputed(explanation.recomputation(), explanation));
        explanation.items().forEach(item -> {
            lines.add("");
            lines.addAll(ItemText.lines(explanation, item));
        });
        lines.add("");
        ExplainedAudit audit = explanation.audit();
        if (audit == null) {
            lines.add("The other "
                    + (explanation.eligibleCount() - explanation.items().size())
                    + " eligible items: nothing is known of them, this request was not audited ("
                    + Keys.AUDIT_RATE.key()
                    + " is the share that is).");
        } else {
            lines.addAll(others(explanation, audit));
        }
        return lines;
    }

    private static List<String> head(SourcePosition answer, Explanation explanation) {
        List<String> lines = new ArrayList<>();
        lines.add("request " + explanation.requestId() + " of user " + explanation.userId() + ", placement "
                + explanation.placement() + ", cohort " + explanation.cohort());
        lines.add("   accepted " + Instant.ofEpochMilli(explanation.acceptedAt()) + " as " + explanation.source()
                + ", answered " + (explanation.answeredAt() - explanation.acceptedAt()) + " ms later as " + answer);
        lines.add("   policy " + explanation.policy() + ", version " + explanation.policyVersion() + ": "
                + explored(explanation));
        lines.add("   " + explanation.items().size() + " ranked of " + explanation.eligibleCount()
                + " eligible items, among " + explanation.candidateCount() + " candidates");
        if (explanation.halfLifeMs() > 0) {
            lines.add("   counts lose half of their weight in " + words(Duration.ofMillis(explanation.halfLifeMs())));
        }
        if (!explanation.degraded().isEmpty()) {
            lines.add("   degraded: " + String.join(", ", explanation.degraded()));
        }
        return lines;
    }

    private static String explored(Explanation explanation) {
        String floor = Figures.percent(explanation.exploration());
        if (explanation.explored()) {
            return "this one of the " + floor + " of requests that explore, in a uniform order";
        }
        String ranked = "ranked by " + ItemText.noun(explanation.basis());
        return explanation.exploration() > 0 ? ranked + ", not one of the " + floor + " that explore" : ranked;
    }

    /** As in 1h30m. */
    private static String words(Duration duration) {
        return duration.toString().substring(2).toLowerCase(Locale.ROOT);
    }

    private static List<String> recomputed(Recomputation recomputation, Explanation explanation) {
        List<String> lines = new ArrayList<>();
        int items = explanation.items().size();
        if (recomputation.reproduced()) {
            lines.add("   recomputed: the seed, " + recomputation.draws() + " of " + items + " draws bit for bit"
                    + (explanation.basis() == Basis.DRAW ? "" : ", " + recomputation.scores() + " scores")
                    + ", the order" + (recomputation.nobodyBetter() ? ", and that nobody better was left out" : ""));
        }
        recomputation.differences().forEach(difference -> lines.add("   DIFFERS: " + difference));
        recomputation.unchecked().forEach(unchecked -> lines.add("   not recomputed: " + unchecked));
        return lines;
    }

    private static List<String> others(Explanation explanation, ExplainedAudit audit) {
        List<String> lines = new ArrayList<>();
        int others = explanation.eligibleCount() - explanation.items().size();
        lines.add("The other " + others + " eligible items, from the audit:");
        if (explanation.basis() != Basis.MEAN && !audit.byMean().isEmpty()) {
            lines.add("   the greatest means would have made " + String.join(", ", audit.byMean()) + ": "
                    + audit.alsoByMean() + " of these are in the slate");
        }
        audit.leftOut().forEach(leftOut -> lines.addAll(of(explanation, leftOut)));
        audit.notEligible()
                .forEach(item -> lines.add(
                        "   " + item + ": could not be ranked; it was no candidate, excluded, or not active"));
        return lines;
    }

    private static List<String> of(Explanation explanation, LeftOut item) {
        String byMean = Figures.ordinal(item.byMean()) + " by its mean "
                + Figures.of(item.posterior().mean());
        String place = item.byPolicy() == null
                ? "what it was ranked by is not in the audit; "
                : Figures.ordinal(item.byPolicy()) + " by its " + value(explanation.basis(), item) + "; ";
        String probability =
                item.inSlate() == null ? "" : "; would be in the slate with probability " + Figures.of(item.inSlate());
        return List.of(
                "   " + item.itemId() + ": " + place + byMean + probability,
                "      " + ItemText.posterior(item.posterior()) + "; draw " + Figures.of(item.draw()) + ", "
                        + ItemText.luck(item.above()));
    }

    private static String value(Basis basis, LeftOut item) {
        Double value = item.value();
        Double missing = item.missing();
        if (value == null || missing == null) {
            return ItemText.noun(basis);
        }
        int digits = Figures.digits(value, value + missing);
        String against = missing < 0
                ? ", more than the last place's " + Figures.of(value + missing, digits) + ": a rule kept it out"
                : ", " + Figures.of(missing) + " below the last place";
        return ItemText.noun(basis) + " " + Figures.of(value, digits) + against;
    }
}
