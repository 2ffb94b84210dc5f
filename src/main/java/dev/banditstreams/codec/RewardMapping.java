package dev.banditstreams.codec;

import dev.banditstreams.model.Reward;

final class RewardMapping implements Mapping<dev.banditstreams.codec.avro.Reward, Reward> {

    @Override
    public Class<dev.banditstreams.codec.avro.Reward> type() {
        return dev.banditstreams.codec.avro.Reward.class;
    }

    @Override
    public dev.banditstreams.codec.avro.Reward toAvro(Reward reward) {
        return new dev.banditstreams.codec.avro.Reward(
                reward.rewardId(),
                reward.requestId(),
                reward.userId(),
                reward.itemId(),
                reward.cohort(),
                reward.type(),
                reward.value(),
                reward.eventTime(),
                reward.importId(),
                reward.sequence());
    }

    @Override
    public Reward toModel(dev.banditstreams.codec.avro.Reward reward) {
        return new Reward(
                reward.getRewardId(),
                reward.getRequestId(),
                reward.getUserId(),
                reward.getItemId(),
                reward.getCohort(),
                reward.getType(),
                reward.getValue(),
                reward.getEventTime(),
                reward.getImportId(),
                reward.getSequence());
    }
}
