package dev.banditstreams.codec;

import dev.banditstreams.model.ArmState;
import dev.banditstreams.model.DecayedCounts;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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
                toAvro(value.decayed()));
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
        DecayedCounts decayed = arm.decayed();
        out.writeBranch(decayed);
        if (decayed != null) {
            out.writeDouble(decayed.trials());
            out.writeDouble(decayed.successes());
            out.writeDouble(decayed.failures());
            out.writeLong(decayed.asOf());
        }
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
                toModel(record.getDecayed()));
    }

    private static dev.banditstreams.codec.avro.@Nullable DecayedCounts toAvro(@Nullable DecayedCounts counts) {
        return counts == null
                ? null
                : new dev.banditstreams.codec.avro.DecayedCounts(
                        counts.trials(), counts.successes(), counts.failures(), counts.asOf());
    }

    private static @Nullable DecayedCounts toModel(dev.banditstreams.codec.avro.@Nullable DecayedCounts counts) {
        return counts == null
                ? null
                : new DecayedCounts(counts.getTrials(), counts.getSuccesses(), counts.getFailures(), counts.getAsOf());
    }
}
