package dev.banditstreams.codec;

/** Looks like the exception of this name in Confluent's client, which is on no public class path of ours. */
public final class RestClientException extends Exception {

    private static final long serialVersionUID = 1L;

    private final int status;

    RestClientException(int status) {
        super("status " + status);
        this.status = status;
    }

    public int getStatus() {
        return status;
    }
}
