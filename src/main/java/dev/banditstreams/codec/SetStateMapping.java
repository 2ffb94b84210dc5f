package dev.banditstreams.codec;

import dev.banditstreams.model.CandidateSet;

final class SetStateMapping implements Mapping<dev.banditstreams.codec.avro.SetState, CandidateSet> {

    @Override
    public Class<dev.banditstreams.codec.avro.SetState> type() {
        return dev.banditstreams.codec.avro.SetState.class;
    }

    @Override
    public dev.banditstreams.codec.avro.SetState toAvro(CandidateSet value) {
        return new dev.banditstreams.codec.avro.SetState(value.setId(), value.items(), value.eventTime());
    }

    @Override
    public CandidateSet toModel(dev.banditstreams.codec.avro.SetState record) {
        return new CandidateSet(record.getSetId(), record.getItems(), record.getEventTime());
    }
}
