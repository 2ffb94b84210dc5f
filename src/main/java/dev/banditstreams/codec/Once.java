package dev.banditstreams.codec;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A value that is made when it is first asked for. */
final class Once<T> implements Supplier<T> {

    private final Supplier<T> source;
    private @Nullable T value;

    private Once(Supplier<T> source) {
        this.source = source;
    }

    static <T> Supplier<T> of(Supplier<T> source) {
        return new Once<>(source);
    }

    @Override
    public synchronized T get() {
        T made = value;
        if (made == null) {
            made = source.get();
            value = made;
        }
        return made;
    }
}
