package dev.banditstreams.features;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/** A source that breaks the port's rules in every way there is. */
@SuppressWarnings("NullAway") // that is one of them
final class HostileStore implements FeatureSource {

    private static final List<FailureCode> CODES = List.of(FailureCode.values());

    private final Timers timers;
    private final Random random;

    /** How many calls behaved well. */
    final AtomicInteger good = new AtomicInteger();

    HostileStore(Timers timers, long seed) {
        this.timers = timers;
        this.random = new Random(seed);
    }

    @Override
    public FeatureRead read(FeatureQuery query) {
        List<String> ids = new ArrayList<>(query.ids());
        FeatureRead read = new FeatureRead(ids);
        switch (random.nextInt(12)) {
            case 0 -> throw new IllegalStateException("no channel");
            case 1 -> throw new StackOverflowError();
            case 2 -> {
                return null;
            }
            case 3 ->
                read.onCancel(() -> {
                    throw new IllegalStateException("can't stop");
                });
            case 4 -> read.answerRest(answer());
            case 5 -> read.answer(ids.get(0), answer());
            case 6 -> {
                return FeatureRead.answered(List.of("nobody asked for this", ids.get(0)), answer());
            }
            case 7 -> {
                return FeatureRead.answered(List.of(), answer());
            }
            case 8 ->
                later(() -> ids.forEach(id -> {
                    read.answer(id, answer());
                    read.answer(id, answer());
                    read.answer("another", answer());
                }));
            case 9 ->
                later(() -> {
                    throw new IllegalStateException("in a callback");
                });
            default -> {
                good.incrementAndGet();
                later(() -> ids.forEach(id -> later(() -> read.answer(id, answer()))));
            }
        }
        return read;
    }

    private void later(Runnable action) {
        timers.after(Duration.ofMillis(random.nextInt(60)), () -> {
            try {
                action.run();
            } catch (IllegalStateException e) {
                // So would a client's thread pool.
            }
        });
    }

    private FeatureAnswer answer() {
        return switch (random.nextInt(4)) {
            case 0 -> Calls.MISSING;
            case 1 -> Calls.failed(CODES.get(random.nextInt(CODES.size())));
            default -> Calls.FOUND;
        };
    }
}
