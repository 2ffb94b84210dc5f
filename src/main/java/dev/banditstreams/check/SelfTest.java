package dev.banditstreams.check;

import dev.banditstreams.check.CheckOptions.Combining;
import dev.banditstreams.check.CheckOptions.OpenedBy;
import dev.banditstreams.check.CheckReport.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Shows that the checker can fail: synthetic histories, each with one breach, and whether exactly the guarantee that it
 * breaks was found broken. Needs neither broker nor registry.
 */
public final class SelfTest {

    private static final int REQUESTS = 400;
    private static final long SEED = 5;

    private static final List<CheckOptions> DEPLOYMENTS = List.of(
            options(OpenedBy.SERVED, 0.0, Combining.MAX),
            options(OpenedBy.IMPRESSION, 0.125, Combining.SUM),
            options(OpenedBy.SERVED, 0.25, Combining.LAST));

    private SelfTest() {}

    /**
     * What came of a breach.
     *
     * @param guarantee number of the one that it breaks; 0: none
     * @param violated the guarantees that were found broken
     * @param caught whether these are the same, in every deployment
     */
    public record Case(String name, String broken, int guarantee, List<Integer> violated, boolean caught) {
        public Case {
            violated = List.copyOf(violated);
        }
    }

    /**
     * What came of all.
     *
     * @param broken histories with a breach
     * @param caught those of them in which exactly that guarantee was found broken
     * @param wholeIsGreen whether the histories without a breach were found whole
     */
    public record Result(int broken, int caught, boolean wholeIsGreen, List<Case> cases) {
        public Result {
            cases = List.copyOf(cases);
        }

        /** Whether the checker is to be believed. */
        public boolean ok() {
            return wholeIsGreen && broken == caught;
        }
    }

    public static Result run() {
        List<Case> cases = new ArrayList<>();
        boolean green = true;
        for (Breach breach : Breach.values()) {
            Case result = run(breach);
            if (breach == Breach.NONE) {
                green = result.caught;
            } else {
                cases.add(result);
            }
        }
        int caught = (int) cases.stream().filter(Case::caught).count();
        return new Result(cases.size(), caught, green, cases);
    }

    static Case run(Breach breach) {
        Optional<Guarantee> broken = breach.broken();
        List<Integer> expected =
                broken.map(guarantee -> List.of(guarantee.number())).orElseGet(List::of);
        List<Integer> violated = new ArrayList<>();
        boolean caught = true;
        for (CheckOptions deployment : DEPLOYMENTS) {
            Plant plant = new Plant(breach);
            CheckReport report = report(deployment, plant);
            List<Integer> found = report.guarantees().stream()
                    .filter(verdict -> !verdict.holds())
                    .map(Verdict::guarantee)
                    .toList();
            found.stream().filter(number -> !violated.contains(number)).forEach(violated::add);
            caught &= found.equals(expected) && (plant.done() || breach == Breach.NONE);
        }
        return new Case(
                breach.name(), breach.sentence(), broken.map(Guarantee::number).orElse(0), violated, caught);
    }

    static List<CheckOptions> deployments() {
        return DEPLOYMENTS;
    }

    static CheckReport report(CheckOptions deployment, Plant plant) {
        return new SyntheticRun(SEED, REQUESTS, deployment, plant).check();
    }

    private static CheckOptions options(OpenedBy openedBy, double defaultReward, Combining combining) {
        return new CheckOptions(
                60_000,
                20_000,
                openedBy,
                defaultReward,
                combining,
                Map.of("click", 1.0, "skip", 0.0),
                true,
                300_000,
                true,
                3_600_000,
                5_000,
                20);
    }
}
