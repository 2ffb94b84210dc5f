package dev.banditstreams.simulation;

/** What one run gave up, at some points of it: as small for a million steps as for a hundred. */
final class RegretTrace {

    private static final int POINTS = 200;

    private final int steps;
    private final double[] regret;
    private int added;
    private int reached;
    private double lost;
    private double windowShare;
    private double lastShare;

    RegretTrace(int steps) {
        this.steps = steps;
        regret = new double[Math.min(steps, POINTS)];
    }

    /** Adds the next step. */
    void add(double regretOfStep, double bestShare) {
        added++;
        lost += regretOfStep;
        lastShare = bestShare;
        if (added > steps - window()) {
            windowShare += bestShare;
        }
        if (added == stepsAt(reached)) {
            regret[reached++] = lost;
        }
    }

    int points() {
        return regret.length;
    }

    /** The steps up to a point, evenly spaced; the last point is the end. */
    int stepsAt(int point) {
        return (int) ((point + 1L) * steps / regret.length);
    }

    /** Regret of all steps up to a point together. */
    double regret(int point) {
        return regret[point];
    }

    /** The steps at the end that {@link #bestShareInWindow} is about: a tenth of them, at least 1. */
    int window() {
        return Math.max(1, steps / 10);
    }

    double bestShareInWindow() {
        return windowShare / window();
    }

    double bestShareAtEnd() {
        return lastShare;
    }
}
