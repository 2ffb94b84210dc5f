package dev.banditstreams.codec;

import dev.banditstreams.model.EntityState;

final class ItemStateMapping implements Mapping<dev.banditstreams.codec.avro.ItemState, EntityState> {

    @Override
    public Class<dev.banditstreams.codec.avro.ItemState> type() {
        return dev.banditstreams.codec.avro.ItemState.class;
    }

    @Override
    public dev.banditstreams.codec.avro.ItemState toAvro(EntityState value) {
        return new dev.banditstreams.codec.avro.ItemState(
                value.entityId(),
                value.eventTime(),
                FeatureValues.toAvro(value.features()),
                dev.banditstreams.codec.avro.ItemOrigin.valueOf(value.origin().name()),
                value.readAt());
    }

    @Override
    public EntityState toModel(dev.banditstreams.codec.avro.ItemState record) {
        return new EntityState(
                record.getItemId(),
                record.getEventTime(),
                FeatureValues.toModel(record.getFeatures()),
                EntityState.Origin.valueOf(record.getOrigin().name()),
                record.getReadAt());
    }
}
