package dev.banditstreams.topology;

import org.jspecify.annotations.Nullable;

/** What a topic's records have to fulfil beyond being decodable. */
@FunctionalInterface
interface Rules<T> {

    /**
     * Looks for the first fault.
     *
     * @param now milliseconds since the epoch: what event times are compared with
     * @return null if there is none
     */
    @Nullable
    Refusal check(String key, T value, long now);

    /** Of topics that only the service writes. */
    static <T> Rules<T> none() {
        return (key, value, now) -> null;
    }
}
