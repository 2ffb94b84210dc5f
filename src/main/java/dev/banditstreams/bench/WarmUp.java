package dev.banditstreams.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Decides when the warm-up is over: the compiler is quiet and the throughput steady, or time is up.
 *
 * @param longest seconds
 */
record WarmUp(int longest, List<Second> seconds) {

    /** Less is never enough: the compiler comes back when the service's tables have grown. */
    static final int SHORTEST = 15;

    /** What is looked at: the last of these, and as many before them for the throughput. */
    static final int LOOK_BACK = 5;

    /** Of one core, for the compiler's threads of the service and of the load. */
    static final double QUIET_MILLIS = 50;

    static final double STEADY = 0.1;

    /** @param compilerMillis that the compiler's threads worked in this second */
    record Second(double seconds, double compilerMillis, long answered) {}

    WarmUp(int longest) {
        this(longest, new ArrayList<>());
    }

    void add(Second second) {
        seconds.add(second);
    }

    boolean over() {
        return elapsed() >= longest || (elapsed() >= SHORTEST && quiet());
    }

    /** Whether the compiler has been quiet and the throughput steady of late. */
    boolean quiet() {
        int size = seconds.size();
        if (size < 2 * LOOK_BACK) {
            return false;
        }
        List<Second> late = seconds.subList(size - LOOK_BACK, size);
        double now = answered(late);
        double before = answered(seconds.subList(size - 2 * LOOK_BACK, size - LOOK_BACK));
        return compilerMillis(late) <= QUIET_MILLIS && Math.abs(now - before) <= STEADY * before;
    }

    double elapsed() {
        return seconds.stream().mapToDouble(Second::seconds).sum();
    }

    /** For people. */
    String description() {
        List<Second> late = seconds.subList(Math.max(0, seconds.size() - LOOK_BACK), seconds.size());
        return String.format(
                Locale.ROOT,
                "%.0f s at saturation; in its last %d s the compiler worked %.0f ms a second and %.0f requests a second"
                        + " were answered%s",
                elapsed(),
                late.size(),
                compilerMillis(late),
                answered(late),
                quiet() ? "" : " (not quiet yet: --warm-up allows no more)");
    }

    private static double compilerMillis(List<Second> part) {
        return part.stream().mapToDouble(Second::compilerMillis).sum() / time(part);
    }

    private static double answered(List<Second> part) {
        return part.stream().mapToLong(Second::answered).sum() / time(part);
    }

    private static double time(List<Second> part) {
        return part.stream().mapToDouble(Second::seconds).sum();
    }
}
