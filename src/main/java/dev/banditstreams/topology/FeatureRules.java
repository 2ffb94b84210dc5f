package dev.banditstreams.topology;

import dev.banditstreams.model.DeadLetterReason;
import dev.banditstreams.model.EntityState;
import dev.banditstreams.model.FeatureRecord;
import dev.banditstreams.model.FeatureValue;
import dev.banditstreams.topology.ScoringOptions.ItemFeatures;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** What an entity's features have to fulfil. */
final class FeatureRules implements Rules<FeatureRecord> {

    private final Limits limits;
    private final @Nullable ItemFeatures item;

    private FeatureRules(Limits limits, @Nullable ItemFeatures item) {
        this.limits = limits;
        this.item = item;
    }

    static FeatureRules ofUsers(Limits limits) {
        return new FeatureRules(limits, null);
    }

    /** Of items, whose impressions and clicks become a prior and so have to be counts. */
    static FeatureRules ofItems(Limits limits, ItemFeatures names) {
        return new FeatureRules(limits, names);
    }

    /** The same for features as they are kept. */
    Rules<EntityState> ofStates() {
        return (key, state, now) ->
                check(key, new FeatureRecord(state.entityId(), state.eventTime(), state.features()), now);
    }

    /** A producer's record as it is kept. */
    static EntityState produced(Accepted<FeatureRecord> accepted) {
        FeatureRecord record = accepted.present();
        return new EntityState(
                record.entityId(), record.eventTime(), record.features(), EntityState.Origin.PRODUCER, accepted.time());
    }

    @Override
    public @Nullable Refusal check(String key, FeatureRecord record, long now) {
        Checks checks = new Checks(limits)
                .key(key, "entityId", record.entityId())
                .require(
                        record.features().size() <= limits.features(),
                        DeadLetterReason.TOO_LARGE,
                        record.features().size() + " features: at most " + limits.features())
                .eventTime(record.eventTime(), now);
        if (item != null) {
            double impressions = number(checks, record, item.impressions(), ItemEvidence.MOST);
            double clicks = number(checks, record, item.clicks(), ItemEvidence.MOST);
            number(checks, record, item.rate(), 1);
            number(checks, record, item.strength(), ItemEvidence.MOST);
            checks.require(
                    !(clicks > impressions),
                    DeadLetterReason.INVALID_VALUE,
                    item.clicks() + " " + clicks + " is more than " + item.impressions() + " " + impressions);
        }
        return checks.refusal();
    }

    /** The feature, which has to be from 0 to {@code most}; 0 where the item has none. */
    private static double number(Checks checks, FeatureRecord record, String name, double most) {
        FeatureValue value = record.features().get(name);
        if (value == null) {
            return 0;
        }
        OptionalDouble number = value.number();
        boolean valid = number.isPresent() && number.getAsDouble() >= 0 && number.getAsDouble() <= most;
        checks.require(
                valid,
                DeadLetterReason.INVALID_VALUE,
                "feature " + name + " is " + Checks.shown(value.toString()) + ": it has to be a number from 0 to "
                        + most);
        return valid ? number.getAsDouble() : 0;
    }
}
