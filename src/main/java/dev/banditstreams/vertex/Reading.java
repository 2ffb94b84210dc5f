package dev.banditstreams.vertex;

import dev.banditstreams.features.FailureCode;
import dev.banditstreams.features.FeatureAnswer;
import dev.banditstreams.features.FeatureAnswer.Failed;
import dev.banditstreams.features.FeatureRead;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A read under way: what was asked, and how its answers are given. For any number of threads. */
final class Reading {

    private static final Logger LOG = LoggerFactory.getLogger(Reading.class);

    private final FeatureRead read;
    private final String resource;
    private final Asked asked;
    private final EventTimes times;
    private final LongAdder stray = new LongAdder();

    Reading(FeatureRead read, String resource, Asked asked, EventTimes times) {
        this.read = read;
        this.resource = resource;
        this.asked = asked;
        this.times = times;
    }

    /** Full name of the view, or of the entity type. */
    String resource() {
        return resource;
    }

    Asked asked() {
        return asked;
    }

    EntityValues entity() {
        return new EntityValues(asked, times);
    }

    void answer(String id, FeatureAnswer answer) {
        if (!read.answer(id, answer)) {
            stray.increment();
        }
    }

    void stop(Runnable cancel) {
        read.onCancel(cancel);
    }

    /** Counts what nobody asked for. */
    void strayed() {
        stray.increment();
    }

    /** Fails those without an answer. */
    void fail(Throwable error) {
        failRest(Failures.of(error));
    }

    /** The answer ended as it should; those without a word stay unanswered. */
    void end() {
        failRest(new Failed(FailureCode.UNANSWERED, "the answer ended without a word on the entity"));
    }

    void failRest(Failed failure) {
        read.answerRest(failure);
        long count = stray.sumThenReset();
        if (count > 0) {
            LOG.debug("{}: passed over {} entities and features that nobody asked for, or twice", resource, count);
        }
    }
}
