package dev.banditstreams.cli;

import dev.banditstreams.evaluation.Basis;
import dev.banditstreams.evaluation.ExplainedItem;
import dev.banditstreams.evaluation.ExplainedItem.Evidence;
import dev.banditstreams.evaluation.ExplainedItem.Prior;
import dev.banditstreams.evaluation.ExplainedItem.Rival;
import dev.banditstreams.evaluation.ExplainedItem.Standing;
import dev.banditstreams.evaluation.ExplainedPosterior;
import dev.banditstreams.evaluation.Explanation;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Says why an item stands where it stands. */
final class ItemText {

    private static final String NOT_COMPUTED = "not-computed";
    private static final double HALF = 0.5;
    private static final double ROUNDING = 1e-3;

    private final Explanation explanation;
    private final ExplainedItem item;
    private final Basis basis;

    private ItemText(Explanation explanation, ExplainedItem item) {
        this.explanation = explanation;
        this.item = item;
        this.basis = explanation.basis();
    }

    static List<String> lines(Explanation explanation, ExplainedItem item) {
        ItemText text = new ItemText(explanation, item);
        List<String> lines = new ArrayList<>();
        lines.add(item.rank() + ". " + item.itemId() + ": " + text.why());
        lines.add("   " + text.scored());
        lines.add("   " + posterior(item.posterior()));
        lines.add("   " + text.made());
        lines.add("   " + features(item));
        lines.add("   " + text.propensity());
        return lines;
    }

    private String why() {
        Standing standing = item.standing();
        String own = noun(basis) + " " + Figures.of(value());
        if (!item.rules().isEmpty()) {
            return "moved by " + String.join(" and ", item.rules()) + "; by its " + own + " it would be "
                    + among(standing.byPolicy());
        }
        return Figures.ordinal(standing.byPolicy()) + " by its " + neighbours(standing.ahead(), standing.behind())
                + byMean(standing);
    }

    private String neighbours(@Nullable Rival ahead, @Nullable Rival behind) {
        int digits = Math.max(
                ahead == null ? 0 : Figures.digits(value(), ahead.value()),
                behind == null ? 3 : Figures.digits(value(), behind.value()));
        String own = noun(basis) + " " + Figures.of(value(), digits);
        if (ahead == null && behind == null) {
            return own + ", with no other to compare";
        }
        if (ahead == null) {
            return own + ", the greatest; next is " + rival(behind, digits);
        }
        if (behind == null) {
            return own + ", below " + rival(ahead, digits) + (comparesAll() ? ", the least" : unknown());
        }
        return own + ", between " + rival(ahead, digits) + " and " + rival(behind, digits);
    }

    private static String rival(@Nullable Rival rival, int digits) {
        return rival == null ? "nobody" : Figures.of(rival.value(), digits) + " of " + rival.itemId();
    }

    private String byMean(Standing standing) {
        return switch (basis) {
            case MEAN -> "";
            case UNIFORM -> "; chance alone put it there, by its mean it would be " + among(standing.byMean());
            case DRAW, INDEX, UNKNOWN ->
                standing.byMean() == standing.byPolicy()
                        ? "; by its mean it would be there, too"
                        : "; by its mean it would be " + among(standing.byMean());
        };
    }

    private String among(int place) {
        return Figures.ordinal(place)
                + (comparesAll()
                        ? " of " + explanation.eligibleCount() + " eligible"
                        : " of the " + item.standing().among() + " ranked");
    }

    private boolean comparesAll() {
        return item.standing().among() == explanation.eligibleCount();
    }

    private String unknown() {
        return explanation.audit() == null
                ? "; who came next is not known without an audit"
                : "; who came next is not in the audit";
    }

    /** What ranked it, and how its draw came out. */
    private String scored() {
        String luck = "draw " + Figures.of(item.draw()) + ", " + luck(item.above());
        return switch (basis) {
            case DRAW -> luck;
            case INDEX -> index() + "; " + luck + ", which did not count";
            case MEAN, UNIFORM, UNKNOWN -> luck + ", which did not count";
        };
    }

    private String index() {
        Double bonus = item.bonus();
        if (bonus == null) {
            return "index " + Figures.of(value()) + ": it has no trials, and is tried before others";
        }
        return "index " + Figures.of(value()) + ": " + Figures.of(value() - bonus) + " counted and " + Figures.of(bonus)
                + " for uncertainty after " + Figures.of(counted()) + " trials (t = "
                + Figures.of(1 + explanation.eligibleTrials()) + ")";
    }

    private double counted() {
        return item.evidence().successes() + item.evidence().failures();
    }

    static String luck(double above) {
        if (Double.isNaN(above)) {
            return "whose luck is not known";
        }
        return above <= HALF
                ? "in the luckiest " + Figures.percent(above) + " of its posterior"
                : "in the unluckiest " + Figures.percent(1 - above) + " of its posterior";
    }

    static String posterior(ExplainedPosterior posterior) {
        return "posterior Beta(" + Figures.of(posterior.alpha()) + ", " + Figures.of(posterior.beta()) + "): mean "
                + Figures.of(posterior.mean()) + ", 95 % within " + Figures.of(posterior.low()) + " and "
                + Figures.of(posterior.high());
    }

    private String made() {
        Prior prior = item.prior();
        return "prior Beta(" + Figures.of(prior.alpha()) + ", " + Figures.of(prior.beta()) + "): mean "
                + Figures.of(prior.mean()) + ", worth " + Figures.of(prior.strength()) + " impressions, "
                + Figures.percent(prior.share()) + " of the posterior; own evidence: "
                + evidence();
    }

    private String evidence() {
        Evidence evidence = item.evidence();
        if (evidence.trials() == 0) {
            return "none";
        }
        String counted = Figures.of(evidence.successes()) + " successes in " + Figures.of(counted()) + " trials";
        if (explanation.halfLifeMs() > 0) {
            return counted + ", decayed (" + evidence.trials() + " counted)";
        }
        return Math.abs(counted() - evidence.trials()) < ROUNDING
                ? counted
                : counted + ", though " + evidence.trials() + " were counted: the posterior was out of range";
    }

    private static String features(ExplainedItem item) {
        return switch (item.featureSource()) {
            case STORE -> "features from the local store";
            case VERTEX -> "features read for this request from the feature store";
            case PRIOR_ABSENT -> "no features: there are none of this item, so the prior is its group's";
            case PRIOR_DEADLINE -> "no features: reading them took longer than the request's deadline";
            case PRIOR_ERROR -> "no features: reading them failed";
            case PRIOR_CIRCUIT -> "no features: the feature store had failed so often that it was not asked";
            case PRIOR_SHED -> "no features: too many requests were waiting for theirs";
            case UNKNOWN -> "features from where this program doesn't know";
        };
    }

    private String propensity() {
        String anywhere = item.inSlate() == null ? "" : ", " + Figures.of(item.inSlate()) + " anywhere in the slate";
        if (item.propensity() != null) {
            return "propensity " + Figures.of(item.propensity()) + " at this rank" + anywhere;
        }
        if (item.computedPropensity() != null) {
            return "propensity " + Figures.of(item.computedPropensity()) + " at this rank, computed now from the audit"
                    + anywhere;
        }
        return NOT_COMPUTED.equals(item.propensityReason())
                ? "no propensity: it was not computed for this request"
                        + (explanation.audit() == null ? ", and can't be without an audit" : "")
                : "no propensity: " + item.propensityReason() + " decided";
    }

    private double value() {
        Double score = item.score();
        return score == null ? item.draw() : score;
    }

    static String noun(Basis basis) {
        return switch (basis) {
            case DRAW -> "draw";
            case MEAN -> "posterior mean";
            case INDEX -> "index";
            case UNIFORM -> "uniform number";
            case UNKNOWN -> "score";
        };
    }
}
