package dev.banditstreams.codec;

import dev.banditstreams.model.ItemState;

final class ItemStateMapping implements Mapping<dev.banditstreams.codec.avro.ItemState, ItemState> {

    @Override
    public Class<dev.banditstreams.codec.avro.ItemState> type() {
        return dev.banditstreams.codec.avro.ItemState.class;
    }

    @Override
    public dev.banditstreams.codec.avro.ItemState toAvro(ItemState value) {
        return new dev.banditstreams.codec.avro.ItemState(
                value.itemId(),
                value.eventTime(),
                FeatureValues.toAvro(value.features()),
                dev.banditstreams.codec.avro.ItemOrigin.valueOf(value.origin().name()));
    }

    @Override
    public ItemState toModel(dev.banditstreams.codec.avro.ItemState record) {
        return new ItemState(
                record.getItemId(),
                record.getEventTime(),
                FeatureValues.toModel(record.getFeatures()),
                ItemState.Origin.valueOf(record.getOrigin().name()));
    }
}
