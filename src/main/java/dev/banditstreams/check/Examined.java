package dev.banditstreams.check;

import java.util.ArrayList;
import java.util.List;

/** What was found in one recommendation. */
final class Examined {

    static final Examined NOTHING = new Examined();

    private record Finding(Guarantee guarantee, boolean violation, String what) {}

    private final List<Finding> findings = new ArrayList<>(0);
    private int draws;
    private int posteriors;

    void drew() {
        draws++;
    }

    void sawPosterior() {
        posteriors++;
    }

    void violated(Guarantee guarantee, String what) {
        findings.add(new Finding(guarantee, true, what));
    }

    void unchecked(Guarantee guarantee, String reason) {
        findings.add(new Finding(guarantee, false, reason));
    }

    void report(Position position, Findings to) {
        to.checked(Guarantee.REPRODUCIBLE, draws);
        to.checked(Guarantee.NO_PHANTOM_POSTERIOR, posteriors);
        for (Finding finding : findings) {
            if (finding.violation) {
                to.violated(finding.guarantee, position, finding.what);
            } else {
                to.unchecked(finding.guarantee, finding.what);
            }
        }
    }
}
