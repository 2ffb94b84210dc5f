package dev.banditstreams.codec;

import dev.banditstreams.model.SlateState;
import dev.banditstreams.model.SlateState.SlateItem;

final class SlateStateMapping implements Mapping<dev.banditstreams.codec.avro.SlateState, SlateState> {

    @Override
    public Class<dev.banditstreams.codec.avro.SlateState> type() {
        return dev.banditstreams.codec.avro.SlateState.class;
    }

    @Override
    public dev.banditstreams.codec.avro.SlateState toAvro(SlateState value) {
        return new dev.banditstreams.codec.avro.SlateState(
                value.requestId(),
                value.cohort(),
                value.policyVersion(),
                value.servedAt(),
                value.items().stream().map(SlateStateMapping::toAvro).toList(),
                value.rewardIds());
    }

    @Override
    public SlateState toModel(dev.banditstreams.codec.avro.SlateState record) {
        return new SlateState(
                record.getRequestId(),
                record.getCohort(),
                record.getPolicyVersion(),
                record.getServedAt(),
                record.getItems().stream().map(SlateStateMapping::toModel).toList(),
                record.getRewardIds());
    }

    private static dev.banditstreams.codec.avro.SlateItem toAvro(SlateItem item) {
        return new dev.banditstreams.codec.avro.SlateItem(item.itemId(), item.rank(), item.credited(), item.outcomes());
    }

    private static SlateItem toModel(dev.banditstreams.codec.avro.SlateItem item) {
        return new SlateItem(item.getItemId(), item.getRank(), item.getCredited(), item.getOutcomes());
    }
}
