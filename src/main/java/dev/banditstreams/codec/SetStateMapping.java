package dev.banditstreams.codec;

import dev.banditstreams.model.CandidateSet;
import org.apache.avro.Schema;

final class SetStateMapping implements Mapping<dev.banditstreams.codec.avro.SetState, CandidateSet> {

    @Override
    public Schema schema() {
        return dev.banditstreams.codec.avro.SetState.getClassSchema();
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
