package dev.banditstreams.model;

import java.util.List;

/**
 * A named list of items that requests refer to by id.
 *
 * @param eventTime milliseconds since the epoch; of two versions the greater event time wins
 */
public record CandidateSet(String setId, List<String> items, long eventTime) {
    public CandidateSet {
        items = List.copyOf(items);
    }
}
