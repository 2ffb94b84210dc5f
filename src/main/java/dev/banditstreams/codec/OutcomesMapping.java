package dev.banditstreams.codec;

import dev.banditstreams.model.Outcome;
import dev.banditstreams.model.Outcomes;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

final class OutcomesMapping implements Mapping<dev.banditstreams.codec.avro.Outcomes, Outcomes> {

    /** In the order of the schema's symbols. */
    private static final List<Outcome.Reason> REASONS = Arrays.stream(
                    dev.banditstreams.codec.avro.OutcomeReason.values())
            .map(reason -> Outcome.Reason.valueOf(reason.name()))
            .toList();

    @Override
    public Class<dev.banditstreams.codec.avro.Outcomes> type() {
        return dev.banditstreams.codec.avro.Outcomes.class;
    }

    @Override
    public dev.banditstreams.codec.avro.Outcomes toAvro(Outcomes value) {
        return new dev.banditstreams.codec.avro.Outcomes(
                value.outcomes().stream().map(OutcomesMapping::toAvro).toList());
    }

    @Override
    public Outcomes toModel(dev.banditstreams.codec.avro.Outcomes record) {
        return new Outcomes(
                record.getOutcomes().stream().map(OutcomesMapping::toModel).toList());
    }

    @Override
    public Optional<Writing<Outcomes>> directWriting() {
        return Optional.of(OutcomesMapping::write);
    }

    @Override
    public Optional<AvroReader.Body<Outcomes>> direct() {
        return Optional.of(in -> new Outcomes(in.readArray(OutcomesMapping::read)));
    }

    private static Outcome read(BoundedDecoder in) throws IOException {
        return new Outcome(
                in.readString(),
                in.readString(),
                in.readString(),
                in.readLong(),
                in.readLong(),
                in.readLong(),
                reason(in.readEnum()),
                in.readStrings(),
                in.readPresence() ? in.readString() : null,
                in.readLong(),
                in.readPresence() ? in.readString() : null);
    }

    private static Outcome.Reason reason(int symbol) throws IOException {
        if (symbol < 0 || symbol >= REASONS.size()) {
            throw new IOException("an enum has the index " + symbol);
        }
        return REASONS.get(symbol);
    }

    private static void write(Outcomes outcomes, WireEncoder out) {
        int count = outcomes.outcomes().size();
        out.beginArray(count);
        for (int i = 0; i < count; i++) {
            Outcome outcome = outcomes.outcomes().get(i);
            out.writeString(outcome.outcomeId());
            out.writeString(outcome.itemId());
            out.writeString(outcome.cohort());
            out.writeLong(outcome.trials());
            out.writeLong(outcome.successes());
            out.writeLong(outcome.failures());
            out.writeLong(REASONS.indexOf(outcome.reason()));
            out.writeStrings(outcome.rewardIds());
            out.writeOptional(outcome.requestId());
            out.writeLong(outcome.eventTime());
            out.writeOptional(outcome.closedBy());
        }
        out.endArray(count);
    }

    private static dev.banditstreams.codec.avro.Outcome toAvro(Outcome outcome) {
        return new dev.banditstreams.codec.avro.Outcome(
                outcome.outcomeId(),
                outcome.itemId(),
                outcome.cohort(),
                outcome.trials(),
                outcome.successes(),
                outcome.failures(),
                dev.banditstreams.codec.avro.OutcomeReason.valueOf(
                        outcome.reason().name()),
                outcome.rewardIds(),
                outcome.requestId(),
                outcome.eventTime(),
                outcome.closedBy());
    }

    private static Outcome toModel(dev.banditstreams.codec.avro.Outcome outcome) {
        return new Outcome(
                outcome.getOutcomeId(),
                outcome.getItemId(),
                outcome.getCohort(),
                outcome.getTrials(),
                outcome.getSuccesses(),
                outcome.getFailures(),
                Outcome.Reason.valueOf(outcome.getReason().name()),
                outcome.getRewardIds(),
                outcome.getRequestId(),
                outcome.getEventTime(),
                outcome.getClosedBy());
    }
}
