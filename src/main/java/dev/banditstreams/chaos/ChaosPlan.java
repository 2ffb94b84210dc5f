package dev.banditstreams.chaos;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a run is to do.
 *
 * @param minutes how long faults begin; the last one is seen to its end
 * @param seed order and moments of the faults, requests and rewards
 * @param rate requests a second
 * @param faults these and no others, in this order; empty: an order of the seed's, for {@code minutes}
 */
public record ChaosPlan(int minutes, long seed, int rate, List<Fault> faults) {

    /** Attribution windows that end, and slates that are forgotten, many times in a run. */
    static final long WINDOW_MILLIS = 5_000;

    static final long GRACE_MILLIS = 5_000;

    private static final int MOST_MINUTES = 24 * 60;
    private static final int MOST_RATE = 2_000;

    public ChaosPlan {
        faults = List.copyOf(faults);
    }

    /** Settings of the service under test, beside addresses and directories. */
    public static Map<String, String> serviceSettings() {
        return Map.of(
                "bandit.application.prefix",
                Deployment.APPLICATION_PREFIX,
                "bandit.standby.replicas",
                "1",
                "bandit.attribution.window.ms",
                Long.toString(WINDOW_MILLIS),
                "bandit.attribution.grace.ms",
                Long.toString(GRACE_MILLIS),
                // Posteriors that change while faults happen: by default arms that grow little are published every 30
                // s.
                "bandit.publish.interval.ms",
                "1000");
    }

    /** What is wrong with the plan, one sentence each; empty: nothing. */
    public List<String> problems() {
        List<String> problems = new ArrayList<>();
        if (minutes < 1 || minutes > MOST_MINUTES) {
            problems.add("--minutes %d: has to lie in 1 to %d".formatted(minutes, MOST_MINUTES));
        }
        if (rate < 1 || rate > MOST_RATE) {
            problems.add("--rate %d: has to lie in 1 to %d".formatted(rate, MOST_RATE));
        }
        return problems;
    }
}
