/**
 * The adapters to Vertex AI Feature Store. The only place for Google's client.
 *
 * <p>May import {@code features}, {@code model} and {@code metrics}.
 */
@NullMarked
package dev.banditstreams.vertex;

import org.jspecify.annotations.NullMarked;
