package dev.banditstreams.bench;

import dev.banditstreams.codec.Codec;
import dev.banditstreams.model.ScoringRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Requests that are encoded once, each with other candidates, and sent again and again with another request id and user
 * in their place: encoding each anew would take the load generator longer than everything else it does.
 *
 * <p>There are as many as fit into 32 MiB, but at most 4,096 and at least 16: with 400 candidates of a million items
 * they name most of the items, and far more than a processor's caches hold. For one thread.
 */
final class RequestTemplates {

    private static final int MOST = 4_096;
    private static final int LEAST = 16;
    private static final int MOST_BYTES = 32 << 20;

    private final NewUsers users;
    private final List<byte[]> records = new ArrayList<>();
    private final byte[] key = RequestIds.key();
    private int next;

    RequestTemplates(
            BenchOptions options, RequestIds ids, NewUsers users, Codec<ScoringRequest> codec, long eventTime) {
        this.users = users;
        Catalogue catalogue = new Catalogue(options.seed(), options.items(), options.candidates());
        SplittableRandom random = new SplittableRandom(options.seed());
        int bytes = 0;
        while (records.size() < LEAST || (records.size() < MOST && bytes < MOST_BYTES)) {
            byte[] record = codec.encode(request(options, catalogue, random, ids, eventTime));
            records.add(record);
            bytes += record.length;
        }
    }

    private ScoringRequest request(
            BenchOptions options, Catalogue catalogue, SplittableRandom random, RequestIds ids, long eventTime) {
        boolean set = options.ids() == BenchOptions.Ids.SET;
        return new ScoringRequest(
                ids.request(0),
                RequestIds.userId(0),
                "bench",
                set ? List.of() : catalogue.choice(random),
                set ? Catalogue.setId(records.size() % Catalogue.SETS) : null,
                options.k(),
                List.of(),
                null,
                eventTime,
                Map.of());
    }

    /**
     * An encoded request whose user was decided, good until this is called again with as many numbers as there are
     * templates.
     */
    byte[] value(long number) {
        byte[] record = records.get(next);
        next = next + 1 == records.size() ? 0 : next + 1;
        RequestIds.putNumber(record, number);
        users.put(record, RequestIds.userOffset(), number);
        return record;
    }

    /** The key of that request, good until this is called again. */
    byte[] key(long number) {
        users.put(key, RequestIds.keyOffset(), number);
        return key;
    }

    int size() {
        return records.size();
    }

    /** Mean size of a request's value. */
    int meanBytes() {
        return (int)
                records.stream().mapToInt(record -> record.length).average().orElse(0);
    }
}
