/**
 * What the packages of the service may import and use, as tests. Start with {@link Layer} (the table of packages) and
 * {@link OnlyPlace} (what has one home); {@link PlantedBreachTest} shows that every rule catches what it forbids.
 */
@NullMarked
package dev.banditstreams.architecture;

import org.jspecify.annotations.NullMarked;
