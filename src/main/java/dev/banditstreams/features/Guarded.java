package dev.banditstreams.features;

import dev.banditstreams.features.FeatureAnswer.Failed;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds a source to the port's rules: one that throws, gives no read, or a read of other entities than were asked, has
 * failed.
 *
 * <p>A source that never answers is left to {@link CallTimeout}.
 */
final class Guarded implements FeatureSource {

    private static final Logger LOG = LoggerFactory.getLogger(Guarded.class);
    private static final Failed UNANSWERED =
            new Failed(FailureCode.UNANSWERED, "the source ended without a word on the entity");

    private final FeatureSource source;

    Guarded(FeatureSource source) {
        this.source = source;
    }

    @Override
    public FeatureRead read(FeatureQuery query) {
        FeatureRead theirs = start(source, query);
        FeatureRead read = new FeatureRead(query.ids());
        read.follow(theirs);
        theirs.onDone(all -> read.answerRest(UNANSWERED));
        return read;
    }

    /** Starts a read; one that can't be started has failed. For whoever has to give something back in any case. */
    static FeatureRead start(FeatureSource source, FeatureQuery query) {
        try {
            return Objects.requireNonNull(source.read(query), "the source's read");
        } catch (RuntimeException | Error e) {
            LOG.debug("A read could not be started", e);
            return FeatureRead.answered(query.ids(), new Failed(FailureCode.INTERNAL, "the source threw " + e));
        }
    }
}
