package dev.banditstreams.codec;

import dev.banditstreams.model.DeadLetter;
import dev.banditstreams.model.DeadLetter.Payload;
import dev.banditstreams.model.SourcePosition;

final class DeadLetterMapping implements Mapping<dev.banditstreams.codec.avro.DeadLetter, DeadLetter> {

    @Override
    public Class<dev.banditstreams.codec.avro.DeadLetter> type() {
        return dev.banditstreams.codec.avro.DeadLetter.class;
    }

    @Override
    public dev.banditstreams.codec.avro.DeadLetter toAvro(DeadLetter value) {
        return new dev.banditstreams.codec.avro.DeadLetter(
                value.source().topic(),
                value.source().partition(),
                value.source().offset(),
                value.stage(),
                value.reason(),
                value.message(),
                Buffers.orNull(value.key().bytes()),
                value.key().length(),
                Buffers.orNull(value.key().sha256()),
                Buffers.orNull(value.value().bytes()),
                value.value().length(),
                Buffers.orNull(value.value().sha256()),
                value.serviceVersion(),
                value.refusedAt());
    }

    @Override
    public DeadLetter toModel(dev.banditstreams.codec.avro.DeadLetter record) {
        return new DeadLetter(
                new SourcePosition(record.getTopic(), record.getPartition(), record.getOffset()),
                record.getStage(),
                record.getReason(),
                record.getMessage(),
                new Payload(
                        Buffers.orNull(record.getKey()), record.getKeyLength(), Buffers.orNull(record.getKeySha256())),
                new Payload(
                        Buffers.orNull(record.getValue()),
                        record.getValueLength(),
                        Buffers.orNull(record.getValueSha256())),
                record.getServiceVersion(),
                record.getRefusedAt());
    }
}
