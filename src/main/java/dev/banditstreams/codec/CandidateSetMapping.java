package dev.banditstreams.codec;

import dev.banditstreams.model.CandidateSet;

final class CandidateSetMapping implements Mapping<dev.banditstreams.codec.avro.CandidateSet, CandidateSet> {

    @Override
    public Class<dev.banditstreams.codec.avro.CandidateSet> type() {
        return dev.banditstreams.codec.avro.CandidateSet.class;
    }

    @Override
    public dev.banditstreams.codec.avro.CandidateSet toAvro(CandidateSet value) {
        return new dev.banditstreams.codec.avro.CandidateSet(value.setId(), value.items(), value.eventTime());
    }

    @Override
    public CandidateSet toModel(dev.banditstreams.codec.avro.CandidateSet record) {
        return new CandidateSet(record.getSetId(), record.getItems(), record.getEventTime());
    }
}
