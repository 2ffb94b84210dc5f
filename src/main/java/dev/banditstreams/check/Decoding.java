package dev.banditstreams.check;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Decodes records on other threads, a batch ahead of where they are checked, in their order. The checks themselves run
 * on the caller's thread alone.
 */
final class Decoding {

    private final Function<HistoryRecord, Read> decoder;
    private final Consumer<Read> checks;
    private CompletableFuture<List<Read>> ahead = CompletableFuture.completedFuture(List.of());

    /** @param decoder for many threads */
    Decoding(Function<HistoryRecord, Read> decoder, Consumer<Read> checks) {
        this.decoder = decoder;
        this.checks = checks;
    }

    void take(List<HistoryRecord> batch) {
        List<Read> decoded = join(ahead);
        ahead = CompletableFuture.supplyAsync(
                () -> batch.parallelStream().map(decoder).toList());
        decoded.forEach(checks);
    }

    /** Checks what is left. */
    void finish() {
        join(ahead).forEach(checks);
        ahead = CompletableFuture.completedFuture(List.of());
    }

    private static List<Read> join(CompletableFuture<List<Read>> decoding) {
        try {
            return decoding.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }
}
