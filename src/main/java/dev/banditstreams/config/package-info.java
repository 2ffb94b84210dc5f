/**
 * Typed settings, parsed once, with all errors reported together. The only place that reads environment and system
 * properties.
 *
 * <p>Imports nothing of ours. Start with {@link dev.banditstreams.config.Keys}, the list of all settings, and
 * {@link dev.banditstreams.config.Settings}.
 */
@NullMarked
package dev.banditstreams.config;

import org.jspecify.annotations.NullMarked;
