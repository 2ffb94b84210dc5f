package dev.banditstreams.vertex;

import java.time.Duration;
import java.util.List;

/** One of Google's interfaces. For any number of threads. */
interface Store extends AutoCloseable {

    /**
     * Starts to read entities, and doesn't wait. Every entity gets its answer at the timeout at the latest, unless this
     * throws.
     */
    void start(Reading reading, List<String> ids, Duration timeout);

    @Override
    void close();
}
