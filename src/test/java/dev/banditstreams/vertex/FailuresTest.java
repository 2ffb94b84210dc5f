package dev.banditstreams.vertex;

import static org.assertj.core.api.Assertions.assertThat;

import dev.banditstreams.features.FailureCode;
import dev.banditstreams.features.FeatureAnswer;
import dev.banditstreams.features.FeatureAnswer.Failed;
import dev.banditstreams.features.FeatureAnswer.Missing;
import io.grpc.Status;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FailuresTest {

    private static final String VIEW = "projects/p/locations/l/featureOnlineStores/s/featureViews/users";

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    DEADLINE_EXCEEDED   | late                                             | DEADLINE
                    UNAVAILABLE         | io exception                                     | UNAVAILABLE
                    ABORTED             | again                                            | UNAVAILABLE
                    CANCELLED           | RST_STREAM closed stream                         | UNAVAILABLE
                    CANCELLED           | Failed to read message.                          | UNREADABLE
                    RESOURCE_EXHAUSTED  | Quota exceeded                                   | EXHAUSTED
                    RESOURCE_EXHAUSTED  | gRPC message exceeds maximum size 16777216: 9999 | TOO_LARGE
                    NOT_FOUND           | Requested entity was not found.                  | REFUSED
                    UNIMPLEMENTED       | HTTP status code 404                             | REFUSED
                    PERMISSION_DENIED   | no                                               | REFUSED
                    UNAUTHENTICATED     | who                                              | REFUSED
                    INVALID_ARGUMENT    | 101 ids                                          | REFUSED
                    FAILED_PRECONDITION | not now                                          | REFUSED
                    INTERNAL            | oops                                             | INTERNAL
                    INTERNAL            | RST_STREAM closed stream. HTTP/2 error code: 2   | UNAVAILABLE
                    INTERNAL            | Encountered end-of-stream mid-frame              | UNREADABLE
                    INTERNAL            | No value received for unary call                 | UNANSWERED
                    UNKNOWN             | HTTP status code 200 invalid content-type: text  | UNREADABLE
                    DATA_LOSS           | lost                                             | INTERNAL
                    """)
    void shouldGiveEachStatusItsCode(Status.Code code, String message, FailureCode expected) {
        Failed failed = Failures.of(code.toStatus().withDescription(message).asRuntimeException());
        assertThat(failed.code()).isEqualTo(expected);
        assertThat(failed.message()).contains(message);
    }

    @Test
    void shouldTellACancelFromAFailure() {
        assertThat(Failures.of(new CancellationException()).code()).isEqualTo(FailureCode.CANCELLED);
        assertThat(Failures.of(new IllegalStateException("wrong")).code()).isEqualTo(FailureCode.INTERNAL);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    u1    | Requested entity was not found.                                | true
                    u1    | Entity u1 is not in feature view VIEW.                         | true
                    u1    | FeatureView VIEW is not found.                                 | false
                    users | FeatureView VIEW is not found.                                 | false
                    u1    | The Featurestore does not exist.                               | false
                    u1    | EntityType u11 does not exist.                                 | false
                    a.b   | Feature view has no 'a.b'                                      | true
                    u1    | Project 7 was not found                                        | false
                    """)
    void shouldTellAnEntityFromAViewThatIsNotFound(String id, String message, boolean missing) {
        Failed failed = Failures.of(
                Status.NOT_FOUND.withDescription(message.replace("VIEW", VIEW)).asRuntimeException());
        FeatureAnswer answer = Failures.notFound(VIEW, id, failed);
        assertThat(answer).isEqualTo(missing ? new Missing() : failed);
    }
}
