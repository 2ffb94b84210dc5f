package dev.banditstreams.codec;

import dev.banditstreams.model.ParkedRequest;
import dev.banditstreams.model.SourcePosition;
import java.nio.ByteBuffer;

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
