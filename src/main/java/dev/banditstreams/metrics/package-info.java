/**
 * Meters by subject. The only place for Micrometer.
 *
 * <p>Imports nothing of ours.
 */
@NullMarked
package dev.banditstreams.metrics;

import org.jspecify.annotations.NullMarked;
