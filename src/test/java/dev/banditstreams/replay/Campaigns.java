package dev.banditstreams.replay;

import dev.banditstreams.datasets.Campaign;
import dev.banditstreams.datasets.LoggedImpression;
import dev.banditstreams.datasets.LoggedItem;
import dev.banditstreams.datasets.LoggedUser;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Small logs for tests. */
final class Campaigns {

    static final int POSITIONS = 3;

    private Campaigns() {}

    /** Items {@code i0..}, users {@code u0..} in turn; every tenth row is clicked. */
    static Campaign of(int rows, int items, int users) {
        Instant began = Instant.parse("2019-11-24T00:00:00.000001Z");
        List<LoggedUser> people = IntStream.range(0, users)
                .mapToObj(u -> new LoggedUser("u" + u, Map.of()))
                .toList();
        return new Campaign(
                "small",
                "0123456789abcdef".repeat(4),
                POSITIONS,
                IntStream.range(0, items)
                        .mapToObj(i -> new LoggedItem("i" + i, Map.of()))
                        .toList(),
                IntStream.range(0, rows)
                        .mapToObj(row -> new LoggedImpression(
                                row,
                                began.plusSeconds(row),
                                people.get(row % users),
                                "i" + row % items,
                                1 + row % POSITIONS,
                                row % 10 == 0,
                                1.0 / items))
                        .toList());
    }
}
