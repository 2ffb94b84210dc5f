package dev.banditstreams.web;

/** The HTTP server could not start. */
public final class HttpServerException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    HttpServerException(String message, Throwable cause) {
        super(message, cause);
    }
}
