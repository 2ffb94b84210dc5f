package dev.banditstreams.chaos;

import dev.banditstreams.model.FeatureRecord;
import dev.banditstreams.model.FeatureValue;
import dev.banditstreams.model.RankedItem;
import dev.banditstreams.model.Recommendation;
import dev.banditstreams.model.Reward;
import dev.banditstreams.model.ScoringRequest;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Requests, and what users do about their answers: rewards of every kind, most as they should be, some twice, early,
 * late, or for what was never served. The same for the same seed and number but for the times.
 */
record Visitors(long seed, InstantSource clock) {

    static final int ITEMS = 200;
    private static final int USERS = 1_000;
    private static final int CANDIDATES = 12;
    private static final int SLATE = 4;
    private static final int EARLY_PERCENT = 5;
    private static final int HUNDRED = 100;

    /** @param delayMillis when it is sent, after the answer has come */
    record Planned(Reward reward, long delayMillis) {}

    String requestId(int number) {
        return String.format(Locale.ROOT, "c%x-%d", seed, number);
    }

    /** The request's number; -1: it is none of ours. */
    int number(String requestId) {
        String prefix = String.format(Locale.ROOT, "c%x-", seed);
        try {
            return requestId.startsWith(prefix) ? Integer.parseInt(requestId.substring(prefix.length())) : -1;
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    FeatureRecord item(int item) {
        SplittableRandom random = new SplittableRandom(seed ^ ~item);
        long impressions = 20L + random.nextInt(400);
        return new FeatureRecord(
                itemId(item),
                clock.millis(),
                Map.of(
                        "impressions", new FeatureValue.Whole(impressions),
                        "clicks", new FeatureValue.Whole(random.nextLong(impressions))));
    }

    ScoringRequest request(int number) {
        SplittableRandom random = random(number, 0);
        List<String> candidates = IntStream.range(0, CANDIDATES)
                .map(place -> random.nextInt(ITEMS))
                .distinct()
                .mapToObj(Visitors::itemId)
                .toList();
        return new ScoringRequest(
                requestId(number),
                "user-" + random.nextInt(USERS),
                "default",
                candidates,
                null,
                SLATE,
                List.of(),
                null,
                clock.millis(),
                Map.of());
    }

    /** A reward that is sent before the request. */
    Optional<Reward> early(int number, ScoringRequest request) {
        SplittableRandom random = random(number, 1);
        if (random.nextInt(HUNDRED) >= EARLY_PERCENT) {
            return Optional.empty();
        }
        return Optional.of(reward(
                number,
                "early",
                request.requestId(),
                request.userId(),
                request.candidates().text(0),
                "click",
                null,
                clock.millis()));
    }

    List<Planned> after(int number, Recommendation answer) {
        SplittableRandom random = random(number, 2);
        if (answer.items().isEmpty()) {
            return List.of();
        }
        RankedItem item = answer.items().get(random.nextInt(answer.items().size()));
        Mix mix = new Mix(number, answer.requestId(), answer.userId(), item.itemId());
        int kind = random.nextInt(HUNDRED);
        if (kind < 30) {
            return List.of();
        } else if (kind < 55) {
            mix.add("a", "click", null, 0);
        } else if (kind < 65) {
            mix.add("a", "rating", 0.25, 0).add("b", "click", null, random.nextLong(2_000));
        } else if (kind < 75) {
            mix.add("a", "click", null, 0).add("a", "click", null, random.nextLong(4_000));
        } else if (kind < 80) {
            mix.add("a", "impression", null, 0).add("b", "skip", null, random.nextLong(2_000));
        } else if (kind < 84) {
            // An event in the window that comes when the slate is forgotten.
            mix.add("a", "click", null, ChaosPlan.WINDOW_MILLIS + ChaosPlan.GRACE_MILLIS + 2_000);
        } else if (kind < 88) {
            // About the end of the window: before it, or after the default was counted, and then an adjustment.
            mix.add("a", "rating", 0.5, ChaosPlan.WINDOW_MILLIS - 500 + random.nextLong(1_000));
        } else if (kind < 91) {
            mix.afterTheWindow("a", "click");
        } else if (kind < 94) {
            new Mix(number, answer.requestId() + "-never-sent", answer.userId(), item.itemId(), mix.planned)
                    .add("a", "click", null, 0);
        } else if (kind < 96) {
            new Mix(number, answer.requestId(), answer.userId(), "never-served", mix.planned)
                    .add("a", "click", null, 0);
        } else if (kind < 98) {
            mix.add("a", "unheard-of", null, 0);
        } else {
            mix.add("a", "rating", 1.5, 0);
        }
        return mix.planned;
    }

    private final class Mix {
        private final int number;
        private final String requestId;
        private final String userId;
        private final String itemId;
        private final List<Planned> planned;

        Mix(int number, String requestId, String userId, String itemId) {
            this(number, requestId, userId, itemId, new ArrayList<>());
        }

        Mix(int number, String requestId, String userId, String itemId, List<Planned> planned) {
            this.number = number;
            this.requestId = requestId;
            this.userId = userId;
            this.itemId = itemId;
            this.planned = planned;
        }

        /** The event is now, also where the reward is sent later. */
        @SuppressWarnings("CanIgnoreReturnValueSuggester") // a chain's end
        Mix add(String name, String type, @Nullable Double value, long delayMillis) {
            planned.add(new Planned(
                    reward(number, name, requestId, userId, itemId, type, value, clock.millis()), delayMillis));
            return this;
        }

        void afterTheWindow(String name, String type) {
            long event = clock.millis() + ChaosPlan.WINDOW_MILLIS + 5_000;
            planned.add(new Planned(reward(number, name, requestId, userId, itemId, type, null, event), 0));
        }
    }

    private Reward reward(
            int number,
            String name,
            String requestId,
            String userId,
            String itemId,
            String type,
            @Nullable Double value,
            long eventTime) {
        return new Reward(
                requestId(number) + "-" + name, requestId, userId, itemId, null, type, value, eventTime, null, null);
    }

    private SplittableRandom random(int number, int use) {
        return new SplittableRandom(seed * 0x9E3779B97F4A7C15L + 4L * number + use);
    }

    private static String itemId(int item) {
        return String.format(Locale.ROOT, "item-%03d", item);
    }
}
