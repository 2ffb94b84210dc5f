package dev.banditstreams.vertex;

import com.google.api.gax.rpc.ResponseObserver;
import com.google.api.gax.rpc.StreamController;
import dev.banditstreams.features.FailureCode;
import dev.banditstreams.features.FeatureAnswer.Failed;
import org.jspecify.annotations.Nullable;

/** Hears the answers of one stream, one after the other, and sees to it that every entity gets one. */
abstract class StreamAnswers<T> implements ResponseObserver<T> {

    protected final Reading reading;

    private volatile @Nullable StreamController controller;

    StreamAnswers(Reading reading) {
        this.reading = reading;
    }

    abstract void take(T message);

    /** The stream ended as it should: the last chance to answer. */
    abstract void ended();

    void cancel() {
        StreamController known = controller;
        if (known != null) {
            known.cancel();
        }
    }

    @Override
    public final void onStart(StreamController started) {
        controller = started;
    }

    @Override
    public final void onResponse(T message) {
        try {
            take(message);
        } catch (RuntimeException e) {
            reading.failRest(new Failed(FailureCode.UNREADABLE, String.valueOf(e.getMessage())));
            cancel();
        }
    }

    @Override
    public final void onError(Throwable error) {

        reading.fail(error);
    }

    @Override
    public final void onComplete() {
        ended();
    }
}
