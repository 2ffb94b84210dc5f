package dev.banditstreams.codec;

import dev.banditstreams.model.Outcome;
import dev.banditstreams.model.Outcomes;

final class OutcomesMapping implements Mapping<dev.banditstreams.codec.avro.Outcomes, Outcomes> {

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
