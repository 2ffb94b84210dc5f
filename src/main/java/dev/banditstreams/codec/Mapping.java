package dev.banditstreams.codec;

import org.apache.avro.specific.SpecificRecord;

/** Between a generated class and a record of the model. */
interface Mapping<A extends SpecificRecord, T> {

    /** The generated class, whose schema values are written with and read as. */
    Class<A> type();

    A toAvro(T value);

    T toModel(A record);
}
