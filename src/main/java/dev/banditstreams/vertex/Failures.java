package dev.banditstreams.vertex;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.banditstreams.features.FailureCode;
import dev.banditstreams.features.FeatureAnswer;
import dev.banditstreams.features.FeatureAnswer.Failed;
import io.grpc.Status;
import java.util.concurrent.CancellationException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** From gRPC's statuses to reason codes. */
final class Failures {

    private static final int SHOWN = 500;

    /** gRPC gives the same status to a message that is too large as to a quota. */
    private static final Pattern TOO_LARGE = Pattern.compile("(?i)exceeds maximum size|larger than max");

    /** gRPC calls a broken answer an internal error, as it does a server's. */
    private static final Pattern UNREADABLE = Pattern.compile(
            "(?i)failed to read message|invalid protobuf|frame header malformed|end-of-stream mid-frame|more than one value received"
                    + "|compressed gRPC message received|can't find decompressor|invalid content-type");

    private static final Pattern UNANSWERED = Pattern.compile("(?i)no value received for unary call");
    private static final Pattern RESET = Pattern.compile("(?i)rst.?stream|connection reset");

    /** What a message calls a resource that is not an entity. */
    private static final Pattern RESOURCE = Pattern.compile(
            "(?i)feature ?views?\\b|online ?stores?\\b|feature ?stores?\\b|entity ?types?\\b|\\bprojects?\\b"
                    + "|\\blocations?\\b|\\bfeatures?\\b|\\bmethod\\b");

    private Failures() {}

    static Failed of(Throwable error) {
        if (error instanceof CancellationException) {
            return new Failed(FailureCode.CANCELLED, "the call was cancelled");
        }
        Status status = Status.fromThrowable(error);
        if (invalidBytes(error)) {
            return new Failed(FailureCode.UNREADABLE, shown(status));
        }
        String message = status.getDescription() == null ? String.valueOf(error.getMessage()) : shown(status);
        return new Failed(code(status.getCode(), message), cut(message));
    }

    static Failed of(com.google.rpc.Status status) {
        Status.Code code = Status.fromCodeValue(status.getCode()).getCode();
        String message = code + ": " + status.getMessage();
        return new Failed(code(code, message), cut(message));
    }

    /**
     * A "not found" that answers for one entity: the entity is missing, or the view or the store is.
     *
     * <p>The status is the same, and Google's own message, "Requested entity was not found.", may stand for either. So:
     * it is the entity that is missing, unless the message names a view, a store or the like and not the entity's id.
     */
    static FeatureAnswer notFound(String resource, String id, Failed failure) {
        String message = failure.message().replace(resource, "feature view");
        boolean namesEntity = Pattern.compile("(?<![\\p{L}\\p{N}])" + Pattern.quote(id) + "(?![\\p{L}\\p{N}])")
                .matcher(message)
                .find();
        return !namesEntity && RESOURCE.matcher(message).find() ? failure : new FeatureAnswer.Missing();
    }

    static boolean notFound(Throwable error) {
        return Status.fromThrowable(error).getCode() == Status.Code.NOT_FOUND;
    }

    private static FailureCode code(Status.Code code, String message) {
        return switch (code) {
            case DEADLINE_EXCEEDED -> FailureCode.DEADLINE;
            case RESOURCE_EXHAUSTED ->
                TOO_LARGE.matcher(message).find() ? FailureCode.TOO_LARGE : FailureCode.EXHAUSTED;
            // Not by us: a read that we cancel has its answers before. By the server, or by the client's own reader.
            case CANCELLED -> UNREADABLE.matcher(message).find() ? FailureCode.UNREADABLE : FailureCode.UNAVAILABLE;
            case UNAVAILABLE, ABORTED -> FailureCode.UNAVAILABLE;
            case NOT_FOUND,
                    UNIMPLEMENTED,
                    PERMISSION_DENIED,
                    UNAUTHENTICATED,
                    INVALID_ARGUMENT,
                    FAILED_PRECONDITION,
                    OUT_OF_RANGE -> FailureCode.REFUSED;
            case INTERNAL, UNKNOWN -> internal(message);
            case DATA_LOSS, ALREADY_EXISTS, OK -> FailureCode.INTERNAL;
        };
    }

    private static FailureCode internal(String message) {
        if (UNANSWERED.matcher(message).find()) {
            return FailureCode.UNANSWERED;
        }
        if (UNREADABLE.matcher(message).find()) {
            return FailureCode.UNREADABLE;
        }
        return RESET.matcher(message).find() ? FailureCode.UNAVAILABLE : FailureCode.INTERNAL;
    }

    private static boolean invalidBytes(@Nullable Throwable error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof InvalidProtocolBufferException) {
                return true;
            }
        }
        return false;
    }

    private static String shown(Status status) {
        return cut(status.getCode() + ": " + status.getDescription());
    }

    private static String cut(String message) {
        return message.length() <= SHOWN ? message : message.substring(0, SHOWN) + "...";
    }
}
