package dev.banditstreams.codec;

import dev.banditstreams.model.FeatureRecord;

final class FeatureRecordMapping implements Mapping<dev.banditstreams.codec.avro.FeatureRecord, FeatureRecord> {

    @Override
    public Class<dev.banditstreams.codec.avro.FeatureRecord> type() {
        return dev.banditstreams.codec.avro.FeatureRecord.class;
    }

    @Override
    public dev.banditstreams.codec.avro.FeatureRecord toAvro(FeatureRecord value) {
        return new dev.banditstreams.codec.avro.FeatureRecord(
                value.entityId(), value.eventTime(), FeatureValues.toAvro(value.features()));
    }

    @Override
    public FeatureRecord toModel(dev.banditstreams.codec.avro.FeatureRecord record) {
        return new FeatureRecord(
                record.getEntityId(), record.getEventTime(), FeatureValues.toModel(record.getFeatures()));
    }
}
