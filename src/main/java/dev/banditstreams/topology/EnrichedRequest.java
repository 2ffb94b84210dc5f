package dev.banditstreams.topology;

import dev.banditstreams.model.ScoringRequest;

/**
 * A request with everything that ranking needs.
 *
 * @param candidates the node's own, and good only until its next request
 * @param shortfall what it is answered without
 */
record EnrichedRequest(Accepted<ScoringRequest> accepted, String cohort, Candidates candidates, Shortfall shortfall) {}
