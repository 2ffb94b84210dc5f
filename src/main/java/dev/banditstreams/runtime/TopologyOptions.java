package dev.banditstreams.runtime;

import dev.banditstreams.config.Keys;
import dev.banditstreams.config.Settings;
import dev.banditstreams.topology.Fetching;
import dev.banditstreams.topology.LearningOptions;
import dev.banditstreams.topology.LearningOptions.Combining;
import dev.banditstreams.topology.Limits;
import dev.banditstreams.topology.ScoringOptions;
import dev.banditstreams.topology.ScoringOptions.UnknownSet;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The graphs' parameters, from the settings. */
final class TopologyOptions {

    private TopologyOptions() {}

    /** @param fetching null: what the local stores lack is not fetched */
    static ScoringOptions scoring(Settings settings, @Nullable Fetching fetching) {
        return new ScoringOptions(
                settings.get(Keys.COHORT_FEATURE),
                settings.get(Keys.COHORTS),
                PlacementOptions.of(settings),
                new ScoringOptions.Waiting(
                        UnknownSet.valueOf(
                                settings.get(Keys.UNKNOWN_CANDIDATE_SET).toUpperCase(Locale.ROOT)),
                        settings.get(Keys.DEADLINE_MS),
                        settings.get(Keys.LIMIT_DEADLINE_MS),
                        settings.get(Keys.LIMIT_PARKED_REQUESTS),
                        settings.get(Keys.LIMIT_PARKED_BYTES)),
                fetching,
                settings.get(Keys.AUDIT_RATE),
                settings.get(Keys.PROPENSITY_RATE),
                priors(settings),
                itemFeatures(settings));
    }

    static LearningOptions learning(Settings settings) {
        return new LearningOptions(
                settings.get(Keys.REWARD_VALUES),
                Combining.valueOf(settings.get(Keys.REWARD_COMBINING).toUpperCase(Locale.ROOT)),
                new LearningOptions.Attribution(
                        settings.get(Keys.ATTRIBUTION_WINDOW_MS),
                        settings.get(Keys.ATTRIBUTION_GRACE_MS),
                        LearningOptions.OpenedBy.valueOf(
                                settings.get(Keys.TRIAL_OPENED_BY).toUpperCase(Locale.ROOT)),
                        settings.get(Keys.DEFAULT_REWARD),
                        settings.get(Keys.ATTRIBUTION_IDLE_MS)),
                settings.get(Keys.IMPORTS_ALLOWED),
                itemFeatures(settings),
                PlacementOptions.of(settings).halfLives(),
                settings.get(Keys.PUBLISH_GROWTH),
                settings.get(Keys.PUBLISH_INTERVAL_MS),
                settings.get(Keys.PUBLISH_PER_SECOND));
    }

    private static ScoringOptions.Priors priors(Settings settings) {
        Map<String, ScoringOptions.Prior> groups = new HashMap<>();
        settings.get(Keys.PRIOR_GROUPS)
                .forEach((group, prior) ->
                        groups.put(group, new ScoringOptions.Prior(prior.mean(), prior.strength(), prior.strength())));
        return new ScoringOptions.Priors(
                new ScoringOptions.Prior(
                        settings.get(Keys.PRIOR_MEAN),
                        settings.get(Keys.PRIOR_GLOBAL_STRENGTH),
                        settings.get(Keys.PRIOR_ITEM_STRENGTH)),
                groups);
    }

    static Limits limits(Settings settings) {
        return new Limits(
                settings.get(Keys.LIMIT_RECORD_BYTES),
                settings.get(Keys.LIMIT_ID_BYTES),
                settings.get(Keys.LIMIT_CANDIDATES),
                settings.get(Keys.LIMIT_FEATURES),
                settings.get(Keys.LIMIT_FUTURE_MS),
                settings.get(Keys.CHECK_PARTITION));
    }

    private static ScoringOptions.ItemFeatures itemFeatures(Settings settings) {
        return new ScoringOptions.ItemFeatures(
                settings.get(Keys.ITEM_FEATURE_IMPRESSIONS),
                settings.get(Keys.ITEM_FEATURE_CLICKS),
                settings.get(Keys.ITEM_FEATURE_ACTIVE),
                settings.get(Keys.ITEM_FEATURE_RATE),
                settings.get(Keys.ITEM_FEATURE_STRENGTH),
                settings.get(Keys.ITEM_FEATURE_GROUP));
    }
}
