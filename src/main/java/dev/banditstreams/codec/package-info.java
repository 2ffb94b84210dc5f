/**
 * From bytes to records and back: Avro, the Confluent wire format, the registry's client, single-object encoding. The
 * only place for Avro.
 *
 * <p>May import {@code model}.
 */
@NullMarked
package dev.banditstreams.codec;

import org.jspecify.annotations.NullMarked;
