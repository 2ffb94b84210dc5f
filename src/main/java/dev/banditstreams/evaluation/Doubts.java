package dev.banditstreams.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Reasons not to believe an evaluation, each a sentence: what was found, and what follows. */
public final class Doubts {

    private static final double LEAST_EFFECTIVE = 100;
    private static final double LEAST_EFFECTIVE_SHARE = 0.01;
    /** A right log's mean weight lies beyond so many standard errors once in 150,000 evaluations. */
    private static final double SIGMAS = 4.5;
    /** Propensities are often logged with few digits. */
    private static final double ROUNDING = 0.001;

    private static final double UNLOGGED_SHARE = 0.01;
    private static final int LEAST_REWARDED = 10;

    private final List<String> found = new ArrayList<>();

    private Doubts() {}

    /** Looks for all. */
    public static List<String> about(Evaluation evaluation) {
        Doubts doubts = new Doubts();
        doubts.effectiveSample(evaluation);
        doubts.meanWeight(evaluation.weights());
        doubts.support(evaluation);
        doubts.rewards(evaluation);
        return List.copyOf(doubts.found);
    }

    private void effectiveSample(Evaluation evaluation) {
        double effective = evaluation.weights().effective();
        int rows = evaluation.rows();
        if (effective == 0) {
            add(
                    "NO OVERLAP: the policy shows nothing of what was logged; only dm has a value, and it is the model's alone");
        } else if (effective < LEAST_EFFECTIVE || effective < LEAST_EFFECTIVE_SHARE * rows) {
            add(
                    "SMALL EFFECTIVE SAMPLE: %d rows say as much as %.1f would (%.2f %%): a few rows decide every"
                            + " estimate by weights, and their standard errors and intervals are too small",
                    rows, effective, 100 * effective / rows);
        }
    }

    private void meanWeight(Weights weights) {
        double off = Math.abs(weights.mean() - 1);
        if (weights.effective() > 0 && off > SIGMAS * weights.meanStandardError() + ROUNDING) {
            add(
                    "MEAN WEIGHT %.4f, %.1f standard errors from 1: the logged propensities are not those of the policy"
                            + " that logged, or it hardly ever shows what this policy shows",
                    weights.mean(), off / weights.meanStandardError());
        }
    }

    private void support(Evaluation evaluation) {
        if (evaluation.unloggedShare() > UNLOGGED_SHARE && evaluation.weights().effective() > 0) {
            add(
                    "MISSING OVERLAP: %.1f %% of what the policy shows was never logged at that position; weighting knows"
                            + " nothing about it, and the model only guesses",
                    100 * evaluation.unloggedShare());
        }
    }

    private void rewards(Evaluation evaluation) {
        if (evaluation.weights().effective() > 0 && evaluation.rewardedRows() < LEAST_REWARDED) {
            add(
                    "FEW REWARDS: of the rows with a reward only %d ha%s any weight; no estimate by weights can be told"
                            + " from chance",
                    evaluation.rewardedRows(), evaluation.rewardedRows() == 1 ? "s" : "ve");
        }
    }

    private void add(String format, Object... values) {
        found.add(String.format(Locale.ROOT, format, values));
    }
}
