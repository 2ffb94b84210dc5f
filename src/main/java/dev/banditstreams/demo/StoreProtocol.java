package dev.banditstreams.demo;

import com.google.protobuf.Message;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.protobuf.ProtoUtils;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/**
 * One of the three methods, with the client's own messages.
 *
 * @param <Q> its request
 */
interface StoreProtocol<Q extends Message> {

    /**
     * @param resource full name of the view or of the entity type
     * @param features empty: all
     */
    record Request(String resource, List<String> ids, List<String> features) {}

    /** @param entity empty: there is none */
    record Entry(String id, Optional<StoredEntity> entity) {}

    /**
     * @param columns the features to answer with
     * @param split as many messages as the protocol allows
     */
    record Answer(List<String> columns, List<Entry> entries, boolean split) {}

    /** @param end how the call ends after them */
    record Reply(List<byte[]> messages, Status end) {}

    /** {@code package.Service/Method}. */
    String method();

    /** For its type. */
    Q emptyRequest();

    /** @param requests all messages of the call, at least one */
    Request read(List<Q> requests);

    Reply write(Answer answer);

    Status unknownResource(String resource);

    /** Bytes as they are, so that an answer may be anything; streaming both ways, so that it may be in any number. */
    default MethodDescriptor<Q, byte[]> descriptor() {
        return MethodDescriptor.<Q, byte[]>newBuilder()
                .setType(MethodDescriptor.MethodType.BIDI_STREAMING)
                .setFullMethodName(method())
                .setRequestMarshaller(ProtoUtils.marshaller(emptyRequest()))
                .setResponseMarshaller(new AsTheyAre())
                .build();
    }

    /** Only writes. */
    final class AsTheyAre implements MethodDescriptor.Marshaller<byte[]> {
        @Override
        public InputStream stream(byte[] bytes) {
            return new ByteArrayInputStream(bytes);
        }

        @Override
        public byte[] parse(InputStream stream) {
            throw new UnsupportedOperationException("a server reads no answers");
        }
    }
}
