package dev.banditstreams.cli;

import dev.banditstreams.datasets.Campaign;
import dev.banditstreams.datasets.LoggedImpression;
import dev.banditstreams.evaluation.LoggedRows;
import dev.banditstreams.evaluation.PolicyTable;
import dev.banditstreams.evaluation.Sample;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A campaign of the Open Bandit Dataset: every item is always eligible, and every row is a unit of its own. */
final class EvaluatedCampaign {

    private static final String BEYOND = "positions that the policy's slate doesn't have";

    /** Squares of weights stay finite above it; no policy that draws shows anything so rarely. */
    private static final double LEAST_PROPENSITY = 1e-100;

    private EvaluatedCampaign() {}

    /**
     * Reads a campaign's rows in order of time.
     *
     * @param k length of the policy's slate; null: its own, else the log's
     * @throws CommandFailure if policy and log don't go together, or a row's propensity is 0 or next to it
     */
    static EvaluatedLog of(Campaign campaign, EvaluatedPolicy policy, @Nullable Integer k) {
        ItemNumbers items = new ItemNumbers();
        campaign.items().forEach(item -> items.add(item.itemId()));
        int positions = positions(campaign, policy, k);
        policy.requireKnownPriors(items);
        PolicyTable table =
                policy.over(items).table(IntStream.range(0, items.size()).toArray(), positions);

        LoggedRows rows = new LoggedRows();
        double[] propensities = new double[campaign.impressions().size()];
        List<LoggedImpression> inTime = campaign.impressions().stream()
                .sorted(Comparator.comparing(LoggedImpression::time))
                .toList();
        for (LoggedImpression row : inTime) {
            if (row.propensity() < LEAST_PROPENSITY) {
                throw new CommandFailure("line " + (row.row() + 2) + " of the log has propensity_score "
                        + row.propensity()
                        + ": what was shown had a probability; leave out rows whose propensity wasn't"
                        + " logged");
            }
            if (row.position() <= positions) {
                int item = items.of(row.itemId()).orElseThrow();
                int number = rows.add(rows.units(), item, row.position() - 1, row.clicked() ? 1 : 0);
                propensities[number] = row.propensity();
            }
        }
        if (rows.size() == 0) {
            throw new CommandFailure("no row of the log is at the first " + positions + " positions");
        }
        Sample.Decision everywhere = new Sample.Decision(table, row -> propensities[row], 1);
        Map<String, Integer> leftOut = new LinkedHashMap<>();
        if (rows.size() < inTime.size()) {
            leftOut.put(BEYOND, inTime.size() - rows.size());
        }
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("campaign", campaign.name());
        facts.put("items", items.size());
        facts.put("k", positions);
        return new EvaluatedLog(
                "campaign " + campaign.name() + ", " + items.size() + " items, " + campaign.positions() + " positions",
                facts,
                rows,
                unit -> everywhere,
                leftOut,
                List.of());
    }

    private static int positions(Campaign campaign, EvaluatedPolicy policy, @Nullable Integer k) {
        int positions = k != null ? k : Objects.requireNonNullElse(policy.length(), campaign.positions());
        int most = Math.min(campaign.positions(), campaign.items().size());
        if (positions > most) {
            throw new CommandFailure("a slate of " + positions + " is too long: the log has " + campaign.positions()
                    + " positions and " + campaign.items().size() + " items");
        }
        return positions;
    }
}
