package dev.banditstreams.codec;

import dev.banditstreams.model.ParkedRewards;
import dev.banditstreams.model.ParkedRewards.ParkedReward;
import java.nio.ByteBuffer;

final class ParkedRewardsMapping implements Mapping<dev.banditstreams.codec.avro.ParkedRewards, ParkedRewards> {

    @Override
    public Class<dev.banditstreams.codec.avro.ParkedRewards> type() {
        return dev.banditstreams.codec.avro.ParkedRewards.class;
    }

    @Override
    public dev.banditstreams.codec.avro.ParkedRewards toAvro(ParkedRewards value) {
        return new dev.banditstreams.codec.avro.ParkedRewards(
                value.rewards().stream().map(ParkedRewardsMapping::toAvro).toList());
    }

    @Override
    public ParkedRewards toModel(dev.banditstreams.codec.avro.ParkedRewards record) {
        return new ParkedRewards(
                record.getRewards().stream().map(ParkedRewardsMapping::toModel).toList());
    }

    private static dev.banditstreams.codec.avro.ParkedReward toAvro(ParkedReward reward) {
        return new dev.banditstreams.codec.avro.ParkedReward(
                reward.rewardId(),
                reward.itemId(),
                reward.type(),
                reward.value(),
                reward.eventTime(),
                reward.appendTime(),
                reward.partition(),
                reward.offset(),
                ByteBuffer.wrap(reward.key()),
                ByteBuffer.wrap(reward.record()));
    }

    private static ParkedReward toModel(dev.banditstreams.codec.avro.ParkedReward reward) {
        return new ParkedReward(
                reward.getRewardId(),
                reward.getItemId(),
                reward.getType(),
                reward.getValue(),
                reward.getEventTime(),
                reward.getAppendTime(),
                reward.getPartition(),
                reward.getOffset(),
                Buffers.bytes(reward.getKey()),
                Buffers.bytes(reward.getRecord()));
    }
}
