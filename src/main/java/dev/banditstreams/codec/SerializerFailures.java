package dev.banditstreams.codec;

import dev.banditstreams.model.DeadLetterReason;
import java.io.EOFException;
import java.io.IOException;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.avro.AvroTypeException;
import org.apache.kafka.common.errors.RetriableException;

/**
 * What an exception of a serializer or deserializer means: the built-in ones say it, of others it is found out from the
 * chain of causes.
 */
final class SerializerFailures {

    /** Confluent's exception for an error of the registry's API; on the class path only with Confluent's classes. */
    private static final String REST_EXCEPTION = "RestClientException";

    private SerializerFailures() {}

    /** Not empty: the registry doesn't answer, and the same call may succeed later. */
    static Optional<CodecUnavailableException> unavailable(RuntimeException failure) {
        if (failure instanceof CodecUnavailableException unavailable) {
            return Optional.of(unavailable);
        }
        if (failure instanceof UnreadableException) {
            return Optional.empty();
        }
        return causes(failure).anyMatch(SerializerFailures::isPassing)
                ? Optional.of(new CodecUnavailableException(
                        "the serializer can't reach the schema registry: " + failure.getMessage(), failure))
                : Optional.empty();
    }

    static DeadLetterReason reason(RuntimeException failure) {
        if (failure instanceof UnreadableException unreadable) {
            return unreadable.reason();
        }
        if (causes(failure).anyMatch(cause -> isRest(cause) && status(cause) == 404)) {
            return DeadLetterReason.UNKNOWN_SCHEMA;
        }
        return causes(failure).anyMatch(cause -> cause instanceof AvroTypeException || isRest(cause))
                ? DeadLetterReason.INCOMPATIBLE_SCHEMA
                : DeadLetterReason.UNDECODABLE;
    }

    private static boolean isPassing(Throwable cause) {
        if (isRest(cause)) {
            int status = status(cause);
            return status == 401 || status == 403 || status == 408 || status == 429 || status >= 500;
        }
        // Avro says with EOFException that a record is too short, and with plain IOExceptions what else is wrong with
        // it.
        return cause instanceof RetriableException
                || (cause instanceof IOException
                        && !(cause instanceof EOFException)
                        && cause.getClass().getPackageName().startsWith("java.net"));
    }

    private static boolean isRest(Throwable cause) {
        return cause.getClass().getSimpleName().equals(REST_EXCEPTION);
    }

    private static int status(Throwable restException) {
        try {
            return (Integer) restException.getClass().getMethod("getStatus").invoke(restException);
        } catch (ReflectiveOperationException e) {
            return 500;
        }
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .limit(20);
    }
}
