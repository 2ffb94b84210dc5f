package dev.banditstreams.topology;

import dev.banditstreams.metrics.Metrics;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the meters say became of rewards, without that which no commit covers. */
final class RewardFates {

    private static final Pattern FATE = Pattern.compile(
            "^bandit_(?:rewards_total\\{fate=\"([a-z]+)\"}|slates_second_total) ([0-9.E]+)$", Pattern.MULTILINE);

    private final Metrics metrics;
    private final Map<String, Integer> committed = new HashMap<>();
    private Map<String, Integer> before;

    RewardFates(Metrics metrics) {
        this.metrics = metrics;
        before = now();
    }

    void commit() {
        Map<String, Integer> now = now();
        now.forEach((fate, count) -> committed.merge(fate, count - before.getOrDefault(fate, 0), Integer::sum));
        before = now;
    }

    void forget() {
        before = now();
    }

    /** Numbers by fate. */
    Map<String, Integer> committed() {
        return committed;
    }

    private Map<String, Integer> now() {
        Map<String, Integer> now = new HashMap<>();
        Matcher line = FATE.matcher(metrics.scrape());
        while (line.find()) {
            now.put(line.group(1) == null ? "second-slate" : line.group(1), (int) Double.parseDouble(line.group(2)));
        }
        return now;
    }
}
