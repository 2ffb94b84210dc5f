package dev.banditstreams.evaluation;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an audit tells of those that are not in the slate.
 *
 * @param rate the share of requests that carries one
 * @param byMean the slate that the greatest posterior means would have made, without rules
 * @param alsoByMean how many of these are in the slate
 * @param leftOut the best of the others, and those that were asked for; best first
 * @param notEligible those that were asked for and could not be ranked
 */
public record ExplainedAudit(
        double rate, List<String> byMean, int alsoByMean, List<LeftOut> leftOut, List<String> notEligible) {

    /**
     * Why an item is not in the slate.
     *
     * @param draw NaN: not known
     * @param above as for {@link ExplainedItem}
     * @param value what it was ranked by; null: not known
     * @param missing what its value lacks to that of the last ranked item, negative where a rule kept it out; null: not
     *     known
     * @param byPolicy its place among all eligible items before rules; null: not known
     * @param byMean its place among them by the posterior's mean
     * @param inSlate the probability to be in the slate; null: not known
     */
    public record LeftOut(
            String itemId,
            ExplainedPosterior posterior,
            double draw,
            double above,
            @Nullable Double value,
            @Nullable Double missing,
            @Nullable Integer byPolicy,
            int byMean,
            @Nullable Double inSlate) {}

    public ExplainedAudit {
        byMean = List.copyOf(byMean);
        leftOut = List.copyOf(leftOut);
        notEligible = List.copyOf(notEligible);
    }
}
