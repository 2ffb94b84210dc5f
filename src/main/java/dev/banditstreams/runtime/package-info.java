/**
 * Wiring, roles, life cycle, health and failure policy of the service. The only place for {@code KafkaStreams}.
 *
 * <p>May import every package above it: model, bandit, config, metrics, features, vertex, codec, topology. Start with
 * {@link dev.banditstreams.runtime.Service}.
 */
@NullMarked
package dev.banditstreams.runtime;

import org.jspecify.annotations.NullMarked;
