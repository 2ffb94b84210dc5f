package dev.banditstreams.features;

import dev.banditstreams.features.FeatureAnswer.Failed;
import dev.banditstreams.metrics.FallbackMeters;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;

/** Counts what a source is asked, and how it ends. */
final class Metered implements FeatureSource {

    private final FeatureSource source;
    private final Timers timers;
    private final Ended ended;

    @FunctionalInterface
    private interface Ended {
        void count(int entities, long nanos, Collection<FeatureAnswer> answers);
    }

    private Metered(FeatureSource source, Timers timers, Ended ended) {
        this.source = source;
        this.timers = timers;
        this.ended = ended;
    }

    /** Counts reads, and what failed in them. */
    static Metered reads(FeatureSource source, Timers timers, FallbackMeters meters) {
        return new Metered(source, timers, (entities, nanos, answers) -> {
            meters.read(entities, nanos);
            countFailures(answers, meters);
        });
    }

    /** Counts calls to the feature store. */
    static Metered calls(FeatureSource source, Timers timers, FallbackMeters meters) {
        return new Metered(source, timers, (entities, nanos, answers) -> meters.called(entities, nanos));
    }

    @Override
    public FeatureRead read(FeatureQuery query) {
        long start = timers.nanos();
        FeatureRead read = source.read(query);
        read.onDone(all -> ended.count(query.ids().size(), timers.nanos() - start, all.values()));
        return read;
    }

    private static void countFailures(Collection<FeatureAnswer> answers, FallbackMeters meters) {
        Map<FailureCode, Integer> failures = new EnumMap<>(FailureCode.class);
        for (FeatureAnswer answer : answers) {
            if (answer instanceof Failed failure) {
                failures.merge(failure.code(), 1, Integer::sum);
            }
        }
        failures.forEach((code, entities) -> meters.failed(code.label(), entities));
    }
}
