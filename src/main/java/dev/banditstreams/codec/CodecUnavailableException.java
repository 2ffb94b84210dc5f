package dev.banditstreams.codec;

/** The registry did not answer within its time-outs and retries; the same call may succeed later. */
public final class CodecUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public CodecUnavailableException(String message) {
        super(message);
    }

    public CodecUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
