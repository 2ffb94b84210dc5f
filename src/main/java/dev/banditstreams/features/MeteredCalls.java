package dev.banditstreams.features;

import dev.banditstreams.metrics.FallbackMeters;

/** Counts the calls that reach the source. */
final class MeteredCalls implements FeatureSource {

    private final FeatureSource source;
    private final Timers timers;
    private final FallbackMeters meters;

    MeteredCalls(FeatureSource source, Timers timers, FallbackMeters meters) {
        this.source = source;
        this.timers = timers;
        this.meters = meters;
    }

    @Override
    public FeatureRead read(FeatureQuery query) {
        long start = timers.nanos();
        FeatureRead call = source.read(query);
        call.onDone(all -> meters.called(query.ids().size(), timers.nanos() - start));
        return call;
    }
}
