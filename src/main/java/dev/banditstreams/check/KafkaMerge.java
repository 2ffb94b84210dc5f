package dev.banditstreams.check;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads many partitions as one, by time: of all heads the oldest goes first, and a partition that is far ahead waits.
 * For one thread.
 */
final class KafkaMerge {

    private static final Duration POLL = Duration.ofMillis(100);
    private static final int BATCH = 5_000;
    private static final int MOST_BUFFERED = 10_000;
    private static final long LINE_NANOS = 2_000_000_000L;

    /** A partition and the offset that it is read up to. */
    record Part(Log log, TopicPartition partition, long end) {}

    private static final class Source {
        private final Part part;
        private final Deque<HistoryRecord> buffer = new ArrayDeque<>();
        private boolean ended;
        private boolean paused;

        Source(Part part) {
            this.part = part;
        }

        Log log() {
            return part.log();
        }

        long time() {
            return buffer.getFirst().time();
        }
    }

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Duration patience;
    private final Consumer<String> progress;
    private final Map<TopicPartition, Source> sources = new HashMap<>();
    private final PriorityQueue<Source> heads =
            new PriorityQueue<>(Comparator.comparingLong(Source::time).thenComparing(Source::log));
    private List<HistoryRecord> batch = new ArrayList<>();
    private int missing;
    private long handedOn;
    private long lastLine = System.nanoTime();

    KafkaMerge(KafkaConsumer<byte[], byte[]> consumer, List<Part> parts, Duration patience, Consumer<String> progress) {
        this.consumer = consumer;
        this.patience = patience;
        this.progress = progress;
        for (Part part : parts) {
            sources.put(part.partition(), new Source(part));
        }
        missing = sources.size();
    }

    /** @throws CheckException if nothing comes for too long */
    void read(History.Reader reader) {
        long lastRecord = System.nanoTime();
        while (missing > 0 || !heads.isEmpty()) {
            if (missing > 0) {
                int before = missing;
                int polled = poll();
                if (polled > 0 || missing < before) {
                    lastRecord = System.nanoTime();
                } else if (System.nanoTime() - lastRecord > patience.toNanos()) {
                    throw new CheckException("nothing has come for " + patience.toSeconds() + " s, and " + missing
                            + " partitions are not at their end: is a transaction open?");
                }
            }
            while (missing == 0 && !heads.isEmpty()) {
                takeOldest(reader);
            }
        }
        flush(reader);
    }

    private int poll() {
        int polled = 0;
        var records = consumer.poll(POLL);
        for (TopicPartition partition : records.partitions()) {
            Source source = source(partition);
            boolean wasEmpty = source.buffer.isEmpty();
            for (ConsumerRecord<byte[], byte[]> record : records.records(partition)) {
                polled++;
                if (record.offset() < source.part.end()) {
                    source.buffer.add(new HistoryRecord(
                            source.part.log(),
                            record.partition(),
                            record.offset(),
                            record.timestamp(),
                            record.key(),
                            record.value()));
                }
            }
            if (wasEmpty && !source.buffer.isEmpty()) {
                missing--;
                heads.add(source);
            }
            pauseIfAhead(source);
        }
        for (Source source : sources.values()) {
            endIfRead(source);
        }
        return polled;
    }

    private void endIfRead(Source source) {
        // Behind the last record there may be marks of transactions, which nobody sees.
        if (!source.ended && consumer.position(source.part.partition()) >= source.part.end()) {
            source.ended = true;
            pause(source);
            if (source.buffer.isEmpty()) {
                missing--;
            }
        }
    }

    private void takeOldest(History.Reader reader) {
        Source source = heads.remove();
        batch.add(source.buffer.removeFirst());
        if (!source.buffer.isEmpty()) {
            heads.add(source);
        } else if (!source.ended) {
            missing++;
        }
        if (source.paused && !source.ended && source.buffer.size() < MOST_BUFFERED / 2) {
            consumer.resume(List.of(source.part.partition()));
            source.paused = false;
        }
        if (batch.size() == BATCH) {
            flush(reader);
        }
    }

    private void flush(History.Reader reader) {
        handedOn += batch.size();
        reader.read(batch);
        batch = new ArrayList<>(BATCH);
        if (System.nanoTime() - lastLine > LINE_NANOS) {
            lastLine = System.nanoTime();
            progress.accept(handedOn + " records of this pass read");
        }
    }

    private void pauseIfAhead(Source source) {
        if (source.buffer.size() > MOST_BUFFERED) {
            pause(source);
        }
    }

    private void pause(Source source) {
        if (!source.paused) {
            consumer.pause(List.of(source.part.partition()));
            source.paused = true;
        }
    }

    private Source source(TopicPartition partition) {
        Source source = sources.get(partition);
        if (source == null) {
            throw new IllegalStateException("nobody reads " + partition);
        }
        return source;
    }
}
