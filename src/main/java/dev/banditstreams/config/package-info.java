/**
 * Typed settings, parsed once, with all errors reported together. The only place that reads environment and system
 * properties.
 *
 * <p>Imports nothing of ours.
 */
@NullMarked
package dev.banditstreams.config;

import org.jspecify.annotations.NullMarked;
