package dev.banditstreams.codec;

import dev.banditstreams.model.ScoringRequest;
import java.io.IOException;
import java.util.Optional;

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
                request.candidates().texts(),
                request.candidateSet(),
                request.k(),
                request.exclude().texts(),
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

    @Override
    public Optional<AvroReader.Body<ScoringRequest>> direct() {
        return Optional.of(ScoringRequestMapping::read);
    }

    private static ScoringRequest read(BoundedDecoder decoder) throws IOException {
        return new ScoringRequest(
                decoder.readString(),
                decoder.readString(),
                decoder.readString(),
                decoder.readItemIds(),
                decoder.readPresence() ? decoder.readString() : null,
                decoder.readInt(),
                decoder.readItemIds(),
                decoder.readPresence() ? Long.valueOf(decoder.readLong()) : null,
                decoder.readLong(),
                decoder.readTexts());
    }
}
