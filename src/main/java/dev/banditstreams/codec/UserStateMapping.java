package dev.banditstreams.codec;

import dev.banditstreams.model.EntityState;

final class UserStateMapping implements Mapping<dev.banditstreams.codec.avro.UserState, EntityState> {

    @Override
    public Class<dev.banditstreams.codec.avro.UserState> type() {
        return dev.banditstreams.codec.avro.UserState.class;
    }

    @Override
    public dev.banditstreams.codec.avro.UserState toAvro(EntityState value) {
        return new dev.banditstreams.codec.avro.UserState(
                value.entityId(),
                value.eventTime(),
                FeatureValues.toAvro(value.features()),
                dev.banditstreams.codec.avro.UserOrigin.valueOf(value.origin().name()),
                value.readAt());
    }

    @Override
    public EntityState toModel(dev.banditstreams.codec.avro.UserState record) {
        return new EntityState(
                record.getEntityId(),
                record.getEventTime(),
                FeatureValues.toModel(record.getFeatures()),
                EntityState.Origin.valueOf(record.getOrigin().name()),
                record.getReadAt());
    }
}
