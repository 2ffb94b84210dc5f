package dev.banditstreams.codec;

/** The registry understood a request and answered with an error; the same request gets the same answer. */
final class RegistryRefusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int code;

    RegistryRefusal(int code, String message) {
        super("the registry refuses: " + message + " (error " + code + ")");
        this.code = code;
    }

    /** Whether what was asked for (subject, version or schema) isn't there. */
    boolean isMissing() {
        return code / 100 == 404;
    }
}
