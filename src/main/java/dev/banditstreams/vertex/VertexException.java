package dev.banditstreams.vertex;

/** Vertex AI can't be read as it is set up. */
public final class VertexException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    VertexException(String message) {
        super(message);
    }

    VertexException(String message, Throwable cause) {
        super(message, cause);
    }
}
