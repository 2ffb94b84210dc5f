package dev.banditstreams.cli;

import dev.banditstreams.simulation.LiveSimulation;
import dev.banditstreams.simulation.RegretCurve;
import dev.banditstreams.simulation.SimulatedWorld;
import dev.banditstreams.simulation.SimulationPlan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a simulation came to.
 *
 * @param pace null: not in real time
 */
record SimulationReport(
        SimulatedWorld world, SimulationPlan plan, LiveSimulation.@Nullable Pace pace, List<RegretCurve> curves) {

    private static final int LEAST_WIDTH = 10;

    /** What is simulated, in a line. */
    static String described(SimulatedWorld world, SimulationPlan plan, LiveSimulation.@Nullable Pace pace) {
        return String.format(
                Locale.ROOT,
                "world %s, %d arms of %.3f to %.3f%s, %d steps, %d runs, slates of %d, %s, seed %d",
                world.name(),
                world.rates().arms(),
                world.rates().least(),
                world.rates().greatest(),
                world.rates().segments() > 1 ? " in " + world.rates().segments() + " segments" : "",
                plan.steps(),
                plan.runs(),
                plan.k(),
                pace == null ? "batches of " + plan.batch() : pace(plan, pace),
                plan.seed());
    }

    private static String pace(SimulationPlan plan, LiveSimulation.Pace pace) {
        return String.format(
                Locale.ROOT,
                "a request of each run every %.1f ms, its rewards %d ms after its answer",
                pace.stepMillis(plan),
                pace.delayMillis());
    }

    /** For people: a header and a line for each policy. */
    List<String> table() {
        int width = curves.stream().mapToInt(curve -> curve.policy().length()).reduce(LEAST_WIDTH, Math::max);
        RegretCurve any = curves.get(0);
        String row = "%-" + width + "s  %18s  %18s  %11s  %11s";
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                        Locale.ROOT,
                        row,
                        "policy",
                        "regret at " + early(any).steps(),
                        "at " + any.end().steps(),
                        "best at end",
                        "in last " + any.window())
                .stripTrailing());
        for (RegretCurve curve : curves) {
            lines.add(String.format(
                    Locale.ROOT,
                    row,
                    curve.policy(),
                    figure(early(curve)),
                    figure(curve.end()),
                    percent(curve.bestShareAtEnd()),
                    percent(curve.bestShareInWindow())));
        }
        return lines;
    }

    /** With a standard error, or without one where a single run has none. */
    private static String figure(RegretCurve.Point point) {
        return Double.isNaN(point.standardError())
                ? String.format(Locale.ROOT, "%.2f", point.mean())
                : String.format(Locale.ROOT, "%.2f +- %.2f", point.mean(), point.standardError());
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }

    private RegretCurve.Point early(RegretCurve curve) {
        return curve.at(Math.max(1, plan.steps() / 10));
    }

    /** For programs. A single run's standard errors are null. */
    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("world", world.name());
        json.put("arms", world.rates().arms());
        json.put("steps", plan.steps());
        json.put("runs", plan.runs());
        json.put("k", plan.k());
        json.put("seed", plan.seed());
        if (pace == null) {
            json.put("batch", plan.batch());
            json.put("stepMillis", SimulationPlan.STEP_MILLIS);
        } else {
            json.put("stepMillis", pace.stepMillis(plan));
            json.put("delayMillis", pace.delayMillis());
        }
        json.put("policies", curves.stream().map(SimulationReport::json).toList());
        return json;
    }

    private static Map<String, Object> json(RegretCurve curve) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("policy", curve.policy());
        json.put("regret", curve.end().mean());
        json.put("standardError", orNull(curve.end().standardError()));
        json.put("bestShareAtEnd", curve.bestShareAtEnd());
        json.put("bestShareInWindow", curve.bestShareInWindow());
        json.put("window", curve.window());
        json.put("points", curve.points().stream().map(SimulationReport::json).toList());
        return json;
    }

    private static Map<String, Object> json(RegretCurve.Point point) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("steps", point.steps());
        json.put("mean", point.mean());
        json.put("standardDeviation", orNull(point.standardDeviation()));
        json.put("standardError", orNull(point.standardError()));
        return json;
    }

    private static @Nullable Double orNull(double number) {
        return Double.isNaN(number) ? null : number;
    }
}
