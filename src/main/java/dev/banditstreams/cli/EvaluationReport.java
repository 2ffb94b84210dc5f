package dev.banditstreams.cli;

import dev.banditstreams.evaluation.Doubts;
import dev.banditstreams.evaluation.Estimate;
import dev.banditstreams.evaluation.Estimator;
import dev.banditstreams.evaluation.Evaluation;
import dev.banditstreams.evaluation.Tuning;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What {@code ./bandit evaluate} prints. */
final class EvaluationReport {

    /**
     * How it was evaluated.
     *
     * @param samples of the bootstrap
     */
    record Method(Tuning tuning, int folds, int samples, long seed) {}

    private final String format;
    private final EvaluatedLog log;
    private final EvaluatedPolicy policy;
    private final Method method;
    private final Evaluation evaluation;
    private final List<String> warnings;

    EvaluationReport(String format, EvaluatedLog log, EvaluatedPolicy policy, Method method, Evaluation evaluation) {
        this.format = format;
        this.log = log;
        this.policy = policy;
        this.method = method;
        this.evaluation = evaluation;
        warnings = new ArrayList<>(Doubts.about(evaluation));
        warnings.addAll(log.warnings());
    }

    List<String> warnings() {
        return warnings;
    }

    /** As one JSON object; what isn't defined is null. */
    Map<String, Object> json() {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("format", format);
        json.put("policy", policy.name());
        json.putAll(log.facts());
        json.put("rows", evaluation.rows());
        json.put("clicks", log.rows().rewarded());
        json.put("leftOut", log.leftOut());
        json.put("loggedValue", defined(evaluation.logged().value()));
        json.put("loggedStandardError", defined(evaluation.logged().standardError()));
        json.putAll(byKey(estimate -> defined(estimate.value())));
        json.put("standardErrors", byKey(estimate -> defined(estimate.standardError())));
        if (method.samples() > 0) {
            json.put("intervals", byKey(EvaluationReport::interval));
        }
        json.put("ess", evaluation.weights().effective());
        json.put("maxWeight", evaluation.weights().largest());
        json.put("meanWeight", evaluation.weights().mean());
        json.put("meanWeightStandardError", defined(evaluation.weights().meanStandardError()));
        json.put("rewardedRows", evaluation.rewardedRows());
        json.put("unloggedShare", evaluation.unloggedShare());
        json.put("uniformLog", evaluation.uniformLog());
        json.put("clip", method.tuning().clip());
        json.put("tau", method.tuning().tau());
        json.put("lambda", method.tuning().lambda());
        json.put("folds", method.folds());
        json.put("bootstrap", method.samples());
        json.put("seed", method.seed());
        json.put("warnings", warnings);
        return json;
    }

    private Map<String, @Nullable Object> byKey(Function<Estimate, @Nullable Object> part) {
        Map<String, @Nullable Object> parts = new LinkedHashMap<>();
        for (Estimator estimator : Estimator.values()) {
            parts.put(estimator.key(), part.apply(evaluation.of(estimator)));
        }
        return parts;
    }

    private static @Nullable Double defined(double value) {
        return Double.isNaN(value) ? null : value;
    }

    private static @Nullable List<Double> interval(Estimate estimate) {
        return Double.isNaN(estimate.low()) ? null : List.of(estimate.low(), estimate.high());
    }

    /** For people. */
    void print(PrintWriter out) {
        line(
                out,
                "log      %s: %d rows, %d with a reward",
                log.described(),
                evaluation.rows(),
                log.rows().rewarded());
        log.leftOut().forEach((reason, count) -> line(out, "         left out: %d, %s", count, reason));
        line(out, "policy   %s", policy);
        Estimate logged = evaluation.logged();
        line(
                out,
                "logged   %s +- %s, mean reward of the policy that logged",
                number(logged.value()),
                number(logged.standardError()));
        warn(out);
        out.println();
        line(out, "%-11s %10s %10s  %s", "estimator", "value", "std error", "95 % interval");
        for (Estimator estimator : Estimator.values()) {
            Estimate estimate = evaluation.of(estimator);
            line(
                    out,
                    "%-11s %10s %10s  %-24s %s",
                    estimator.key(),
                    number(estimate.value()),
                    number(estimate.standardError()),
                    interval(estimate) == null ? "-" : number(estimate.low()) + " to " + number(estimate.high()),
                    meaning(estimator));
        }
        out.println();
        line(
                out,
                "weights  effective sample %.1f of %d rows, largest %.4g, mean %.4f +- %.4f; %.2f %% of what the policy"
                        + " shows was never logged",
                evaluation.weights().effective(),
                evaluation.rows(),
                evaluation.weights().largest(),
                evaluation.weights().mean(),
                evaluation.weights().meanStandardError(),
                100 * evaluation.unloggedShare());
        line(
                out,
                "method   clip %.6g, tau %.6g, lambda %.6g, %d fold%s, %d bootstrap samples (seed %d)",
                method.tuning().clip(),
                method.tuning().tau(),
                method.tuning().lambda(),
                method.folds(),
                method.folds() == 1 ? "" : "s",
                method.samples(),
                method.seed());
        warn(out);
    }

    /** Above the figures and below: whoever reads one of them has to see it. */
    private void warn(PrintWriter out) {
        if (!warnings.isEmpty()) {
            out.println();
            warnings.forEach(warning -> out.println("WARNING  " + warning));
        }
    }

    private String meaning(Estimator estimator) {
        return switch (estimator) {
            case IPW -> "rewards by weight w";
            case SNIPW -> "the same over the sum of w";
            case CLIPPED_IPW -> "w at most clip";
            case DM -> "the outcome model alone";
            case DR -> "model + w (reward - model)";
            case SNDR -> "the same over the sum of w";
            case SWITCH_DR -> "dr where w <= tau, else the model";
            case DROS -> "dr with w shrunk by lambda";
            case REPLAY ->
                evaluation.uniformLog()
                        ? "rows that the policy would show itself"
                        : "NOT TO BE TRUSTED: the log is not of the uniform policy";
        };
    }

    private static String number(double value) {
        return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%.6f", value);
    }

    private static void line(PrintWriter out, String format, @Nullable Object... values) {
        out.println(String.format(Locale.ROOT, format, values));
    }
}
