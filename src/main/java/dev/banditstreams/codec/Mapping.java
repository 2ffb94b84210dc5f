package dev.banditstreams.codec;

import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;

/** Between a generated class and a record of the model. */
interface Mapping<A extends SpecificRecord, T> {

    /** The schema that values are written with and read as. */
    Schema schema();

    A toAvro(T value);

    T toModel(A record);
}
