package dev.banditstreams.codec;

import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;

/** Between a generated class and a record of the model. */
interface Mapping<A extends SpecificRecord, T> {

    /** The generated class, whose schema values are written with and read as. */
    Class<A> type();

    A toAvro(T value);

    T toModel(A record);

    /** Writes with the class's own schema without making the class; empty: through the class. */
    default Optional<Writing<T>> directWriting() {
        return Optional.empty();
    }

    /** Writes the fields of a record. */
    interface Writing<T> {
        void write(T value, WireEncoder out);
    }

    /** Reads what is written with the class's own schema without making the class; empty: through the class. */
    default Optional<AvroReader.Body<T>> direct() {
        return Optional.empty();
    }
}
