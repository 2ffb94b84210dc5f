package dev.banditstreams.evaluation;

import dev.banditstreams.evaluation.Sample.Decision;
import java.util.function.IntToDoubleFunction;

/** Logs for tests. */
final class Logs {

    static final int[] ITEMS = {0, 1, 2};
    static final double[] VALUES = {0.6, 0.4, 0.1};

    private Logs() {}

    /** Eight rows of one position, as worked out by hand in the issue tracker. */
    static LoggedRows handExample() {
        return rows(new int[] {0, 1, 2, 0, 1, 2, 0, 1}, new double[] {1, 0, 0, 0, 1, 0, 1, 1});
    }

    static double[] handPropensities() {
        return new double[] {.5, .25, .25, .5, .25, .25, .2, .6};
    }

    static PolicyTable handPolicy() {
        return new PolicyTable(ITEMS, new double[][] {{.2}, {.5}, {.3}});
    }

    static Sample handSample() {
        double[] propensities = handPropensities();
        return Sample.of(
                handExample(),
                (unit, item, position) -> VALUES[item],
                everywhere(handPolicy(), row -> propensities[row]));
    }

    /** Rows at the first position, each a unit of its own. */
    static LoggedRows rows(int[] items, double[] rewards) {
        LoggedRows rows = new LoggedRows();
        for (int i = 0; i < items.length; i++) {
            rows.add(i, items[i], 0, rewards[i]);
        }
        return rows;
    }

    static Sample.Decisions everywhere(PolicyTable policy, IntToDoubleFunction propensity) {
        Decision decision = decision(policy, propensity, 1);
        return unit -> decision;
    }

    static Decision decision(PolicyTable policy, IntToDoubleFunction propensity, double weight) {
        return new Decision(policy, propensity, weight);
    }
}
