package dev.banditstreams.demo;

import dev.banditstreams.demo.Snapshot.Phase;

/** Shows how the traffic goes, at the screen's interval. Used by one thread. */
final class Show {

    private final Screen screen;
    private final Dashboard dashboard;
    private final Pace pace;
    private long nextNanos;

    Show(Screen screen, Dashboard dashboard, Pace pace) {
        this.screen = screen;
        this.dashboard = dashboard;
        this.pace = pace;
        nextNanos = pace.startNanos() + screen.interval().toNanos();
    }

    /** Shows the present, if it is time for it. */
    void refresh(Phase phase) {
        if (System.nanoTime() - nextNanos >= 0) {
            now(phase);
        }
    }

    /** Shows the present. */
    void now(Phase phase) {
        long now = System.nanoTime();
        screen.show(dashboard.snapshot(phase, now - pace.startNanos()));
        nextNanos = now + screen.interval().toNanos();
    }
}
