package dev.banditstreams.replay;

import java.util.List;

/**
 * A replay that came to its end.
 *
 * @param problems sentences on what is not as it has to be; empty: all is well
 */
public record Replayed(ReplayReport report, List<String> problems) {
    public Replayed {
        problems = List.copyOf(problems);
    }
}
