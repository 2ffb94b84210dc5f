package dev.banditstreams.check;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a deployment has written, between offsets that are fixed when it is opened.
 *
 * <p>Of an output that is there, its input is there too; of an input before {@link #committed} all that came of it is.
 */
public interface History {

    /** Gets records in batches. */
    interface Reader {
        void read(List<HistoryRecord> batch);
    }

    /** How many partitions a topic has; 0: there is no such topic. */
    int partitions(Log log);

    /** The first offset that is read. Above the first ever written, older records count as unknown. */
    long start(Log log, int partition);

    /** One more than the last offset that is read. */
    long end(Log log, int partition);

    /** The first offset that the service has not processed. */
    long committed(Log log, int partition);

    /** The log that a topic's name stands for. */
    Optional<Log> named(String topic);

    /** Reads topics, each partition in its order, and all of them together roughly by {@link HistoryRecord#time}. */
    void read(Set<Log> logs, Reader reader);
}
