package dev.banditstreams.config;

import java.util.Locale;

/** Which applications a process runs. */
public enum Role {
    SCORE,
    LEARN,
    ALL;

    public boolean scores() {
        return this != LEARN;
    }

    public boolean learns() {
        return this != SCORE;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
