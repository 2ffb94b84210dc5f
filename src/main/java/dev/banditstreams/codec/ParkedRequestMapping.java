package dev.banditstreams.codec;

import dev.banditstreams.model.ParkedRequest;
import dev.banditstreams.model.SourcePosition;
import java.nio.ByteBuffer;
import java.util.Optional;

final class ParkedRequestMapping implements Mapping<dev.banditstreams.codec.avro.ParkedRequest, ParkedRequest> {

    @Override
    public Class<dev.banditstreams.codec.avro.ParkedRequest> type() {
        return dev.banditstreams.codec.avro.ParkedRequest.class;
    }

    @Override
    public dev.banditstreams.codec.avro.ParkedRequest toAvro(ParkedRequest value) {
        return new dev.banditstreams.codec.avro.ParkedRequest(
                value.source().topic(),
                value.source().partition(),
                value.source().offset(),
                value.appendTime(),
                value.candidateSet(),
                value.deadline(),
                ByteBuffer.wrap(value.key()),
                ByteBuffer.wrap(value.record()));
    }

    @Override
    public Optional<Writing<ParkedRequest>> directWriting() {
        return Optional.of(ParkedRequestMapping::write);
    }

    private static void write(ParkedRequest request, WireEncoder out) {
        out.writeString(request.source().topic());
        out.writeLong(request.source().partition());
        out.writeLong(request.source().offset());
        out.writeLong(request.appendTime());
        out.writeOptional(request.candidateSet());
        out.writeLong(request.deadline());
        // Avro writes bytes as it writes the bytes of a text.
        out.writeString(request.key(), 0, request.key().length);
        out.writeString(request.record(), 0, request.record().length);
    }

    @Override
    public ParkedRequest toModel(dev.banditstreams.codec.avro.ParkedRequest record) {
        return new ParkedRequest(
                new SourcePosition(record.getTopic(), record.getPartition(), record.getOffset()),
                record.getAppendTime(),
                record.getCandidateSet(),
                record.getDeadline(),
                Buffers.bytes(record.getKey()),
                Buffers.bytes(record.getRecord()));
    }
}
