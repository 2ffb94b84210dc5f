package dev.banditstreams.cli;

import dev.banditstreams.bandit.BetaSampler;
import dev.banditstreams.bandit.Seeds;
import dev.banditstreams.bandit.TopK;
import dev.banditstreams.datasets.Campaign;
import dev.banditstreams.datasets.LoggedImpression;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What {@code replay --mode match} has to come to, computed in a loop without topics: Thompson sampling with prior
 * Beta(1, 1), whose arms learn at the end of each round.
 */
final class OfflineReplay {

    private final Campaign campaign;
    private final long[] hashes;
    private final int[] successes;
    private final int[] failures;
    private final TopK topK = new TopK();
    private int matches;
    private int clicks;

    private OfflineReplay(Campaign campaign) {
        this.campaign = campaign;
        int items = campaign.items().size();
        hashes = campaign.items().stream()
                .mapToLong(item -> Seeds.item(item.itemId()))
                .toArray();
        successes = new int[items];
        failures = new int[items];
    }

    record Result(int matches, int clicks) {}

    static Result run(Campaign campaign, long seed, int batch) {
        OfflineReplay replay = new OfflineReplay(campaign);
        List<LoggedImpression> rows = campaign.impressions().stream()
                .sorted(Comparator.comparing(LoggedImpression::time))
                .toList();
        for (int from = 0; from < rows.size(); from += batch) {
            replay.round(rows.subList(from, Math.min(from + batch, rows.size())), seed);
        }
        return new Result(replay.matches, replay.clicks);
    }

    private void round(List<LoggedImpression> rows, long seed) {
        List<LoggedImpression> matching = new ArrayList<>();
        for (LoggedImpression row : rows) {
            if (row.itemId().equals(recommended(row, seed))) {
                matching.add(row);
            }
        }
        for (LoggedImpression row : matching) {
            matches++;
            clicks += row.clicked() ? 1 : 0;
            (row.clicked() ? successes : failures)[arm(row.itemId())]++;
        }
    }

    /** The item at the logged position. */
    private String recommended(LoggedImpression row, long seed) {
        String requestId = String.join(
                ":",
                "replay",
                campaign.name(),
                campaign.contentHash().substring(0, 16),
                "match",
                Long.toString(seed),
                Integer.toString(row.row()));
        long requestSeed = Seeds.request(requestId, "1");
        double[] odds = new double[hashes.length];
        for (int i = 0; i < odds.length; i++) {
            odds[i] = BetaSampler.oddsAgainst(requestSeed, hashes[i], 1.0 + successes[i], 1.0 + failures[i]);
        }
        int[] slate = topK.select(odds, hashes, odds.length, campaign.positions(), requestSeed);
        return campaign.items().get(slate[row.position() - 1]).itemId();
    }

    private int arm(String itemId) {
        for (int i = 0; i < hashes.length; i++) {
            if (campaign.items().get(i).itemId().equals(itemId)) {
                return i;
            }
        }
        throw new IllegalArgumentException(itemId);
    }
}
