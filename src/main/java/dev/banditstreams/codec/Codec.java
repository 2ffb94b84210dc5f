package dev.banditstreams.codec;

/**
 * Turns one topic's values into bytes and back.
 *
 * <p>Safe for use by many threads.
 */
public interface Codec<T> {

    /** @throws CodecUnavailableException if the registry has to be asked and doesn't answer */
    byte[] encode(T value);

    /**
     * Reads a record's value.
     *
     * @return a failure for any bytes that can't be read, whatever they are
     * @throws CodecUnavailableException if the registry has to be asked and doesn't answer: the record may be good
     */
    Decoded<T> decode(byte[] bytes);
}
