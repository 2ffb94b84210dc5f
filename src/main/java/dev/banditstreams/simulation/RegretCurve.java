package dev.banditstreams.simulation;

import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * What a policy gave up over all runs.
 *
 * @param policy its label
 * @param points by step, evenly spaced; the last is the end
 * @param bestShareAtEnd share of the last slates' places, over all runs, that had a best arm, from 0 to 1
 * @param bestShareInWindow likewise of each run's last {@code window} slates
 * @param window a tenth of the steps, at least 1
 */
public record RegretCurve(
        String policy, int runs, List<Point> points, double bestShareAtEnd, double bestShareInWindow, int window) {

    /**
     * Regret of the first steps together: expected clicks that the slates gave up against the best ones. The truth is
     * known, so the luck of the clicks is not in it.
     *
     * @param steps how many
     * @param mean over the runs
     * @param standardDeviation of one run; NaN with a single run
     * @param standardError of the mean; NaN with a single run
     */
    public record Point(int steps, double mean, double standardDeviation, double standardError) {}

    public RegretCurve {
        points = List.copyOf(points);
    }

    /** The last point. */
    public Point end() {
        return points.get(points.size() - 1);
    }

    /** The first point of at least so many steps; the last one if there is none. */
    public Point at(int steps) {
        return points.stream()
                .filter(point -> point.steps() >= steps)
                .findFirst()
                .orElseGet(this::end);
    }

    /** @param traces of at least one run, all of the same number of steps */
    static RegretCurve of(String policy, List<RegretTrace> traces) {
        RegretTrace any = traces.get(0);
        return new RegretCurve(
                policy,
                traces.size(),
                IntStream.range(0, any.points())
                        .mapToObj(point -> point(point, traces))
                        .toList(),
                mean(traces, RegretTrace::bestShareAtEnd),
                mean(traces, RegretTrace::bestShareInWindow),
                any.window());
    }

    private static Point point(int point, List<RegretTrace> traces) {
        int runs = traces.size();
        double mean = mean(traces, trace -> trace.regret(point));
        double variance = mean(traces, trace -> Math.pow(trace.regret(point) - mean, 2)) * runs / (runs - 1); // 0 / 0
        double deviation = Math.sqrt(variance);
        return new Point(traces.get(0).stepsAt(point), mean, deviation, deviation / Math.sqrt(runs));
    }

    private static double mean(List<RegretTrace> traces, ToDoubleFunction<RegretTrace> figure) {
        return traces.stream().mapToDouble(figure).average().orElseThrow();
    }
}
