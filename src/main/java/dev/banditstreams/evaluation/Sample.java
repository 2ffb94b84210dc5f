package dev.banditstreams.evaluation;

import java.util.function.IntToDoubleFunction;

/**
 * The columns that estimators work on: for each row what came, how probable it was under the policy that logged and
 * under the one that is evaluated, and what the outcome model says.
 */
public final class Sample {

    /**
     * What was decided for one unit.
     *
     * @param policy what the policy that is evaluated does with the items that were eligible then
     * @param propensity by row: probability with which the policy that logged put the row's item at its position, above
     *     0 and at most 1
     * @param weight how many units like it it stands for: 1 / the share of them that is in the sample
     */
    public record Decision(PolicyTable policy, IntToDoubleFunction propensity, double weight) {}

    /** Gives the decision for a unit; asked once for each, in order. */
    public interface Decisions {
        Decision of(int unit);
    }

    /** Propensities are often logged with few digits. */
    private static final double ROUNDING = 1e-3;

    private final LoggedRows rows;
    private final double[] sampling;
    private final double[] importance;
    private final double[] chosen;
    private final double[] modelled;
    private final double[] expected;
    private final Support support;
    private boolean uniformLog = true;

    private Sample(LoggedRows rows) {
        this.rows = rows;
        sampling = new double[rows.size()];
        importance = new double[rows.size()];
        chosen = new double[rows.size()];
        modelled = new double[rows.size()];
        expected = new double[rows.size()];
        support = new Support(rows);
    }

    /**
     * Brings rows, model and policies together.
     *
     * @throws IllegalArgumentException if there are no rows, or a propensity or a weight is out of range
     */
    public static Sample of(LoggedRows rows, OutcomeModel model, Decisions decisions) {
        if (rows.size() == 0) {
            throw new IllegalArgumentException("there are no rows");
        }
        Sample sample = new Sample(rows);
        Decision decision = decisions.of(0);
        for (int row = 0; row < rows.size(); row++) {
            if (row > 0 && rows.unit(row) != rows.unit(row - 1)) {
                decision = decisions.of(rows.unit(row));
            }
            sample.set(row, decision, model);
        }
        return sample;
    }

    private void set(int row, Decision decision, OutcomeModel model) {
        int unit = rows.unit(row);
        int item = rows.item(row);
        int position = rows.position(row);
        double propensity = decision.propensity().applyAsDouble(row);
        if (!(propensity > 0 && propensity <= 1) || !(decision.weight() > 0)) {
            throw new IllegalArgumentException(
                    "propensity " + propensity + " and weight " + decision.weight() + " in row " + row);
        }
        PolicyTable policy = decision.policy();
        uniformLog &= Math.abs(propensity * policy.size() - 1) < ROUNDING;
        sampling[row] = decision.weight();
        chosen[row] = policy.of(item, position);
        importance[row] = chosen[row] / propensity;
        modelled[row] = model.of(unit, item, position);
        double sum = 0;
        for (int i = 0; i < policy.size(); i++) {
            double probability = policy.probability(i, position);
            if (probability > 0) {
                sum += probability * model.of(unit, policy.item(i), position);
                support.want(policy.item(i), position, sampling[row] * probability);
            }
        }
        expected[row] = sum;
    }

    int size() {
        return rows.size();
    }

    int units() {
        return rows.units();
    }

    int rewarded() {
        int count = 0;
        for (int row = 0; row < size(); row++) {
            if (reward(row) > 0 && importance[row] > 0) {
                count++;
            }
        }
        return count;
    }

    /** See {@link Support#unloggedShare}. */
    double unloggedShare() {
        return support.unloggedShare();
    }

    /** Whether everything that was eligible was logged with the same probability. */
    boolean uniformLog() {
        return uniformLog;
    }

    int unit(int row) {
        return rows.unit(row);
    }

    double reward(int row) {
        return rows.reward(row);
    }

    /** How many rows it stands for. */
    double sampling(int row) {
        return sampling[row];
    }

    /** Probability of the logged item at its position: the evaluated policy's over the logging one's. */
    double importance(int row) {
        return importance[row];
    }

    /** Probability that the policy that is evaluated puts the logged item at its position. */
    double chosen(int row) {
        return chosen[row];
    }

    /** Model value of what was logged. */
    double modelled(int row) {
        return modelled[row];
    }

    /** Model value of what the policy does at the row's position. */
    double expected(int row) {
        return expected[row];
    }
}
