package dev.banditstreams.topology;

import dev.banditstreams.model.ScoringRequest;
import java.util.List;

/**
 * A request with everything that ranking needs.
 *
 * @param candidateCount distinct candidates
 * @param eligible the candidates that may be ranked, each once
 */
record EnrichedRequest(Accepted<ScoringRequest> accepted, String cohort, int candidateCount, List<Candidate> eligible) {

    /** An item that may be ranked. */
    record Candidate(String itemId, ItemRow row) {}
}
