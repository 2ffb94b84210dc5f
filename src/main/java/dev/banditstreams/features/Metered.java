package dev.banditstreams.features;

import dev.banditstreams.features.FeatureAnswer.Failed;
import dev.banditstreams.metrics.FallbackMeters;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;

/** Counts reads, and how they end. */
final class Metered implements FeatureSource {

    private final FeatureSource source;
    private final Timers timers;
    private final FallbackMeters meters;

    Metered(FeatureSource source, Timers timers, FallbackMeters meters) {
        this.source = source;
        this.timers = timers;
        this.meters = meters;
    }

    @Override
    public FeatureRead read(FeatureQuery query) {
        long start = timers.nanos();
        FeatureRead read = source.read(query);
        read.onDone(all -> {
            meters.read(query.ids().size(), timers.nanos() - start);
            countFailures(all.values());
        });
        return read;
    }

    private void countFailures(Collection<FeatureAnswer> answers) {
        Map<FailureCode, Integer> failures = new EnumMap<>(FailureCode.class);
        for (FeatureAnswer answer : answers) {
            if (answer instanceof Failed failure) {
                failures.merge(failure.code(), 1, Integer::sum);
            }
        }
        failures.forEach((code, entities) -> meters.failed(code.label(), entities));
    }
}
