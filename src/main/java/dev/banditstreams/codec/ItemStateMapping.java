package dev.banditstreams.codec;

import dev.banditstreams.model.ItemState;
import org.apache.avro.Schema;

final class ItemStateMapping implements Mapping<dev.banditstreams.codec.avro.ItemState, ItemState> {

    @Override
    public Schema schema() {
        return dev.banditstreams.codec.avro.ItemState.getClassSchema();
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
