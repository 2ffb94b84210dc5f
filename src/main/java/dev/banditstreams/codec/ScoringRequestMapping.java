package dev.banditstreams.codec;

import dev.banditstreams.model.ScoringRequest;

final class ScoringRequestMapping implements Mapping<dev.banditstreams.codec.avro.ScoringRequest, ScoringRequest> {

    @Override
    public Class<dev.banditstreams.codec.avro.ScoringRequest> type() {
        return dev.banditstreams.codec.avro.ScoringRequest.class;
    }

    @Override
    public dev.banditstreams.codec.avro.ScoringRequest toAvro(ScoringRequest request) {
        return new dev.banditstreams.codec.avro.ScoringRequest(
                request.requestId(),
                request.userId(),
                request.placement(),
                request.candidates(),
                request.candidateSet(),
                request.k(),
                request.exclude(),
                request.deadlineMs(),
                request.eventTime(),
                request.context());
    }

    @Override
    public ScoringRequest toModel(dev.banditstreams.codec.avro.ScoringRequest request) {
        return new ScoringRequest(
                request.getRequestId(),
                request.getUserId(),
                request.getPlacement(),
                request.getCandidates(),
                request.getCandidateSet(),
                request.getK(),
                request.getExclude(),
                request.getDeadlineMs(),
                request.getEventTime(),
                request.getContext());
    }
}
