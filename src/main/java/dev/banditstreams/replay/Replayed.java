package dev.banditstreams.replay;

import java.util.List;

/**
 * A finished replay.
 *
 * @param problems sentences on what is not as it has to be; empty: all is well
 */
public record Replayed<T>(T report, List<String> problems) {
    public Replayed {
        problems = List.copyOf(problems);
    }
}
