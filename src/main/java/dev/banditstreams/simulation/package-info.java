/**
 * Worlds with known truth: one of users, cohorts and items, whose traffic demo and benchmark send ({@code World}), and
 * arms whose regret is added up, through the real graphs on test drivers ({@code Simulation}) or against a running
 * service ({@code LiveSimulation}). The only place for test drivers and charts.
 *
 * <p>May import {@code model}, {@code bandit}, {@code codec}, {@code metrics} and {@code topology}.
 */
@NullMarked
package dev.banditstreams.simulation;

import org.jspecify.annotations.NullMarked;
