package dev.banditstreams.demo;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;

/** Shows progress: a table that is refreshed in place on a terminal, otherwise a line every few seconds. */
public final class Screen {

    private static final String ESCAPE = "\u001b[";

    private final PrintWriter out;
    private final boolean terminal;
    private int shown;

    /** @param terminal whether {@code out} understands ANSI escapes */
    public Screen(PrintWriter out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    /** How often there is something new to show. */
    Duration interval() {
        return Duration.ofSeconds(terminal ? 1 : 5);
    }

    void say(String line) {
        out.println(line);
        out.flush();
        shown = 0;
    }

    void show(Snapshot now) {
        if (!terminal) {
            say(Table.line(now));
            return;
        }
        List<String> lines = Table.lines(now);
        StringBuilder text = new StringBuilder();
        if (shown > 0) {
            text.append(ESCAPE).append(shown).append('A').append('\r');
        }
        // Each line is cleared to its end and what is below the last, so that nothing of the last table shines through.
        lines.forEach(line -> text.append(line).append(ESCAPE).append("K\n"));
        text.append(ESCAPE).append('J');
        out.print(text);
        out.flush();
        shown = lines.size();
    }
}
