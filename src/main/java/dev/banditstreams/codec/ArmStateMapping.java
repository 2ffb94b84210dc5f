package dev.banditstreams.codec;

import dev.banditstreams.model.ArmState;
import dev.banditstreams.model.DecayedCounts;
import java.io.IOException;
import java.util.Optional;

final class ArmStateMapping implements Mapping<dev.banditstreams.codec.avro.ArmState, ArmState> {

    @Override
    public Class<dev.banditstreams.codec.avro.ArmState> type() {
        return dev.banditstreams.codec.avro.ArmState.class;
    }

    @Override
    public dev.banditstreams.codec.avro.ArmState toAvro(ArmState value) {
        return new dev.banditstreams.codec.avro.ArmState(
                value.itemId(),
                value.cohort(),
                value.trials(),
                value.successes(),
                value.failures(),
                value.digest(),
                value.partition(),
                value.offset(),
                value.eventTime(),
                value.decays().stream().map(ArmStateMapping::toAvro).toList());
    }

    @Override
    public Optional<Writing<ArmState>> directWriting() {
        return Optional.of(ArmStateMapping::write);
    }

    private static void write(ArmState arm, WireEncoder out) {
        out.writeString(arm.itemId());
        out.writeString(arm.cohort());
        out.writeLong(arm.trials());
        out.writeLong(arm.successes());
        out.writeLong(arm.failures());
        out.writeLong(arm.digest());
        out.writeLong(arm.partition());
        out.writeLong(arm.offset());
        out.writeLong(arm.eventTime());
        int count = arm.decays().size();
        out.beginArray(count);
        for (int i = 0; i < count; i++) {
            DecayedCounts decayed = arm.decays().get(i);
            out.writeLong(decayed.halfLifeMs());
            out.writeDouble(decayed.successes());
            out.writeDouble(decayed.failures());
            out.writeLong(decayed.asOf());
        }
        out.endArray(count);
    }

    @Override
    public Optional<AvroReader.Body<ArmState>> direct() {
        return Optional.of(ArmStateMapping::read);
    }

    private static ArmState read(BoundedDecoder in) throws IOException {
        return new ArmState(
                in.readString(),
                in.readString(),
                in.readLong(),
                in.readLong(),
                in.readLong(),
                in.readLong(),
                in.readInt(),
                in.readLong(),
                in.readLong(),
                in.readArray(ArmStateMapping::readDecayed));
    }

    private static DecayedCounts readDecayed(BoundedDecoder in) throws IOException {
        return new DecayedCounts(in.readLong(), in.readDouble(), in.readDouble(), in.readLong());
    }

    @Override
    public ArmState toModel(dev.banditstreams.codec.avro.ArmState record) {
        return new ArmState(
                record.getItemId(),
                record.getCohort(),
                record.getTrials(),
                record.getSuccesses(),
                record.getFailures(),
                record.getDigest(),
                record.getPartition(),
                record.getOffset(),
                record.getEventTime(),
                record.getDecays().stream().map(ArmStateMapping::toModel).toList());
    }

    private static dev.banditstreams.codec.avro.DecayedCounts toAvro(DecayedCounts counts) {
        return new dev.banditstreams.codec.avro.DecayedCounts(
                counts.halfLifeMs(), counts.successes(), counts.failures(), counts.asOf());
    }

    private static DecayedCounts toModel(dev.banditstreams.codec.avro.DecayedCounts counts) {
        return new DecayedCounts(counts.getHalfLifeMs(), counts.getSuccesses(), counts.getFailures(), counts.getAsOf());
    }
}
