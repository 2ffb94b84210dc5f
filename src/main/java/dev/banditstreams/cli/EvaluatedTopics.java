package dev.banditstreams.cli;

import dev.banditstreams.evaluation.FixedSlate;
import dev.banditstreams.evaluation.LoggedRows;
import dev.banditstreams.evaluation.PolicyTable;
import dev.banditstreams.evaluation.Sample;
import dev.banditstreams.evaluation.TargetPolicy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the service recommended, as a log: every recommendation is a unit, what was eligible is in its audit, and it
 * weighs 1 / the audit rate.
 */
final class EvaluatedTopics {

    /** Tables are computed to 1e-10. */
    private static final double LEAST_PROPENSITY = 1e-9;

    private final ServedLog log;
    private final @Nullable TargetPolicy target;
    private final int positions;
    private final LoggedRows rows = new LoggedRows();
    private final List<AuditedSlate> units = new ArrayList<>();
    private final List<Double> propensities = new ArrayList<>();
    private final Map<String, Integer> leftOut = new TreeMap<>();

    private EvaluatedTopics(ServedLog log, EvaluatedPolicy policy, @Nullable Integer k) {
        this.log = log;
        target = policy.drawsFromLog() ? null : policy.over(log.numbers());
        Integer length = k != null ? k : policy.length();
        positions = length == null ? Integer.MAX_VALUE : length;
    }

    /**
     * Takes what can be used.
     *
     * @param k length of the policy's slate; null: its own, else each recommendation's
     * @param now milliseconds since the epoch: for what was served later than a window ago, no reward can come any more
     * @param onlyClosed leaves out what may still get rewards
     * @throws CommandFailure if nothing can be used; says why
     */
    static EvaluatedLog of(ServedLog log, EvaluatedPolicy policy, @Nullable Integer k, long now, boolean onlyClosed) {
        if (log.audited() == 0) {
            throw new CommandFailure("none of " + log.recommendations() + " recommendations carries an audit, and"
                    + " without one nobody knows what else could have been ranked: bandit.audit.rate is the share that"
                    + " does");
        }
        return new EvaluatedTopics(log, policy, k).take(now - log.counting().windowMillis(), onlyClosed);
    }

    private EvaluatedLog take(long closedBefore, boolean onlyClosed) {
        List<AuditedSlate> slates = log.slates().stream()
                .filter(slate -> usable(slate, closedBefore, onlyClosed))
                .toList();
        // Each is an integral over all that was eligible: a millisecond where that is hundreds of items.
        slates.parallelStream().forEach(AuditedSlate::computePropensities);
        slates.forEach(this::add);
        if (rows.size() == 0) {
            throw new CommandFailure("nothing can be used of " + log.audited() + " audited recommendations: "
                    + leftOut.entrySet().stream()
                            .map(left -> left.getValue() + " " + left.getKey())
                            .collect(Collectors.joining(", ")));
        }
        double[] known = propensities.stream().mapToDouble(Double::doubleValue).toArray();
        return new EvaluatedLog(
                "%d recommendations, %d audited, %d of them used"
                        .formatted(log.recommendations(), log.audited(), units.size()),
                facts(),
                rows,
                unit -> new Sample.Decision(
                        table(units.get(unit)),
                        row -> known[row],
                        units.get(unit).weight()),
                leftOut,
                warnings(closedBefore));
    }

    private boolean usable(AuditedSlate slate, long closedBefore, boolean onlyClosed) {
        if (!slate.sound()) {
            leaveOut("recommendations with a posterior that is none");
        } else if (target instanceof FixedSlate fixed && !fixed.fits(slate.eligible())) {
            leaveOut("recommendations where the fixed slate was not eligible");
        } else if (onlyClosed && slate.servedAt() > closedBefore) {
            leaveOut("recommendations whose window is open");
        } else {
            return true;
        }
        return false;
    }

    private void add(AuditedSlate slate) {
        int before = rows.size();
        int unit = units.size();
        for (ServedItem served : slate.items()) {
            String fault = fault(served);
            if (fault != null) {
                leaveOut(fault);
            } else {
                rows.add(
                        unit,
                        served.item(),
                        served.position(),
                        served.reward(log.counting().silence()));
                propensities.add(served.propensity());
            }
        }
        if (rows.size() > before) {
            units.add(slate);
        }
    }

    private @Nullable String fault(ServedItem served) {
        if (served.position() >= positions) {
            return "items at positions that the policy's slate doesn't have";
        }
        if (served.fault() != null) {
            return served.fault();
        }
        if (log.counting().onlySeen() && !served.seen()) {
            return "items without an impression";
        }
        return served.propensity() < LEAST_PROPENSITY ? "items with a propensity under " + LEAST_PROPENSITY : null;
    }

    private void leaveOut(String what) {
        leftOut.merge(what, 1, Integer::sum);
    }

    private PolicyTable table(AuditedSlate slate) {
        int length = Math.min(positions, slate.length());
        return target == null ? slate.thompson(length) : target.table(slate.eligible(), length);
    }

    private Map<String, Object> facts() {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("recommendations", log.recommendations());
        facts.put("audited", log.audited());
        facts.put("used", units.size());
        facts.put("repeatedAnswers", log.repeated());
        facts.put("rewards", log.rewards());
        facts.put("ignoredRewards", log.ignored());
        facts.put("unreadable", log.unreadableRecords());
        facts.put("items", log.numbers().size());
        return facts;
    }

    private List<String> warnings(long closedBefore) {
        long open =
                units.stream().filter(slate -> slate.servedAt() > closedBefore).count();
        return open == 0
                ? List.of()
                : List.of("OPEN WINDOWS: %d of %d recommendations may still get rewards, so every value may be too low;"
                                .formatted(open, units.size())
                        + " --closed-only leaves them out");
    }
}
