/**
 * The port to feature stores and its policies.
 *
 * <p>May import {@code model} and {@code metrics}. Start at {@link dev.banditstreams.features.FeatureSource}, the port,
 * and {@link dev.banditstreams.features.Fallback}, where the policies are put together; each is a source around a
 * source.
 */
@NullMarked
package dev.banditstreams.features;

import org.jspecify.annotations.NullMarked;
