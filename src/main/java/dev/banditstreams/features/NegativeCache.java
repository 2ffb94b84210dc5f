package dev.banditstreams.features;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.banditstreams.features.FeatureAnswer.Missing;
import dev.banditstreams.metrics.FallbackMeters;
import dev.banditstreams.model.EntityType;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Knows for a while which entities the source has not, and doesn't ask for them. */
final class NegativeCache implements FeatureSource {

    private static final Missing MISSING = new Missing();

    /** Longer than any read takes. */
    private static final Duration FORGOTTEN_FOR = Duration.ofSeconds(30);

    private static final long MAX_FORGOTTEN = 10_000;

    private final FeatureSource source;
    private final Timers timers;
    private final FallbackMeters meters;
    private final Map<EntityType, Cache<String, Boolean>> missing = new EnumMap<>(EntityType.class);
    private final Map<EntityType, Cache<String, Long>> forgotten = new EnumMap<>(EntityType.class);

    NegativeCache(FeatureSource source, Timers timers, FallbackOptions.Negative options, FallbackMeters meters) {
        this.source = source;
        this.timers = timers;
        this.meters = meters;
        for (EntityType type : EntityType.values()) {
            missing.put(type, cache(options.ttl(), options.max()));
            forgotten.put(type, cache(FORGOTTEN_FOR, MAX_FORGOTTEN));
        }
    }

    private <T> Cache<String, T> cache(Duration ttl, long max) {
        return Caffeine.newBuilder()
                .expireAfterWrite(ttl)
                .maximumSize(max)
                .ticker(timers::nanos)
                // No thread of the common pool; what is to be done is little.
                .executor(Runnable::run)
                .build();
    }

    /** Whether the source is known not to have the entity. */
    boolean knows(EntityType type, String id) {
        boolean known = of(missing, type).getIfPresent(id) != null;
        if (known) {
            meters.negativeHits(1);
        }
        return known;
    }

    /** Entities that are known to be missing. */
    long size() {
        return missing.values().stream()
                .peek(Cache::cleanUp)
                .mapToLong(Cache::estimatedSize)
                .sum();
    }

    /** The entity is asked for again; that it is missing is not kept from a read that began before. */
    void forget(EntityType type, String id) {
        of(forgotten, type).put(id, timers.nanos());
        of(missing, type).invalidate(id);
    }

    @Override
    public FeatureRead read(FeatureQuery query) {
        Cache<String, Boolean> cache = of(missing, query.type());
        int known = 0;
        for (String id : query.ids()) {
            if (cache.getIfPresent(id) != null) {
                known++;
            }
        }
        return known == 0 ? ask(query) : askForRest(query, cache);
    }

    private FeatureRead askForRest(FeatureQuery query, Cache<String, Boolean> cache) {
        Set<String> rest = new HashSet<>();
        for (String id : query.ids()) {
            if (cache.getIfPresent(id) == null) {
                rest.add(id);
            }
        }
        meters.negativeHits(query.ids().size() - rest.size());
        if (rest.isEmpty()) {
            return FeatureRead.answered(query.ids(), MISSING);
        }
        FeatureRead read = new FeatureRead(query.ids());
        for (String id : query.ids()) {
            if (!rest.contains(id)) {
                read.answer(id, MISSING);
            }
        }
        read.follow(ask(query.of(rest)));
        return read;
    }

    private FeatureRead ask(FeatureQuery query) {
        long began = timers.nanos();
        FeatureRead read = source.read(query);
        read.onAnswer((id, answer) -> {
            if (answer instanceof Missing) {
                keep(query.type(), id, began);
            }
        });
        return read;
    }

    /** Puts first and looks then: either this sees that the entity was forgotten, or the forgetting takes it out. */
    private void keep(EntityType type, String id, long began) {
        of(missing, type).put(id, Boolean.TRUE);
        Long at = of(forgotten, type).getIfPresent(id);
        if (at != null && at - began >= 0) {
            of(missing, type).invalidate(id);
        }
    }

    private static <T> Cache<String, T> of(Map<EntityType, Cache<String, T>> caches, EntityType type) {
        return Objects.requireNonNull(caches.get(type));
    }
}
