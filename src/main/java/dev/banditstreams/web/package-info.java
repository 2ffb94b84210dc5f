/**
 * Health and metrics over HTTP.
 *
 * <p>May import {@code runtime}, {@code metrics} and {@code model}.
 */
@NullMarked
package dev.banditstreams.web;

import org.jspecify.annotations.NullMarked;
