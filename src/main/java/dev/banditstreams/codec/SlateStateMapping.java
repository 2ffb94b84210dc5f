package dev.banditstreams.codec;

import dev.banditstreams.model.SlateState;
import dev.banditstreams.model.SlateState.SlateItem;
import java.io.IOException;
import java.util.Optional;

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
                value.rewardIds(),
                value.closed());
    }

    @Override
    public SlateState toModel(dev.banditstreams.codec.avro.SlateState record) {
        return new SlateState(
                record.getRequestId(),
                record.getCohort(),
                record.getPolicyVersion(),
                record.getServedAt(),
                record.getItems().stream().map(SlateStateMapping::toModel).toList(),
                record.getRewardIds(),
                record.getClosed());
    }

    private static dev.banditstreams.codec.avro.SlateItem toAvro(SlateItem item) {
        return new dev.banditstreams.codec.avro.SlateItem(
                item.itemId(), item.rank(), item.credited(), item.outcomes(), item.defaulted(), item.shown());
    }

    private static SlateItem toModel(dev.banditstreams.codec.avro.SlateItem item) {
        return new SlateItem(
                item.getItemId(),
                item.getRank(),
                item.getCredited(),
                item.getOutcomes(),
                item.getDefaulted(),
                item.getShown());
    }

    @Override
    public Optional<Writing<SlateState>> directWriting() {
        return Optional.of(SlateStateMapping::write);
    }

    @Override
    public Optional<AvroReader.Body<SlateState>> direct() {
        return Optional.of(SlateStateMapping::read);
    }

    private static SlateState read(BoundedDecoder in) throws IOException {
        return new SlateState(
                in.readString(),
                in.readString(),
                in.readString(),
                in.readLong(),
                in.readArray(SlateStateMapping::readItem),
                in.readStrings(),
                in.readBoolean());
    }

    private static SlateItem readItem(BoundedDecoder in) throws IOException {
        return new SlateItem(
                in.readString(),
                in.readInt(),
                in.readPresence() ? Long.valueOf(in.readLong()) : null,
                in.readInt(),
                in.readPresence() ? Long.valueOf(in.readLong()) : null,
                in.readBoolean());
    }

    private static void write(SlateState slate, WireEncoder out) {
        out.writeString(slate.requestId());
        out.writeString(slate.cohort());
        out.writeString(slate.policyVersion());
        out.writeLong(slate.servedAt());
        int count = slate.items().size();
        out.beginArray(count);
        for (int i = 0; i < count; i++) {
            SlateItem item = slate.items().get(i);
            Long credited = item.credited();
            out.writeString(item.itemId());
            out.writeLong(item.rank());
            out.writeBranch(credited);
            if (credited != null) {
                out.writeLong(credited);
            }
            out.writeLong(item.outcomes());
            Long defaulted = item.defaulted();
            out.writeBranch(defaulted);
            if (defaulted != null) {
                out.writeLong(defaulted);
            }
            out.writeBoolean(item.shown());
        }
        out.endArray(count);
        out.writeStrings(slate.rewardIds());
        out.writeBoolean(slate.closed());
    }
}
