/**
 * The whole service on one machine: an embedded broker and registry, a world of users and items, and its traffic.
 *
 * <p>May import any package but {@code cli}. The only place for the broker's classes.
 */
@NullMarked
package dev.banditstreams.demo;

import org.jspecify.annotations.NullMarked;
