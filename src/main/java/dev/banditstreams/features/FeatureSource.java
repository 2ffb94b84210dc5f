package dev.banditstreams.features;

/**
 * A place to read features from: a feature store, or a policy around one.
 *
 * <p>For any number of threads.
 */
@FunctionalInterface
public interface FeatureSource {

    /**
     * Starts to read the query's entities, and doesn't wait.
     *
     * <p>Never throws for what goes wrong at the source: that is an answer, {@link FeatureAnswer.Failed}.
     */
    FeatureRead read(FeatureQuery query);
}
