package dev.banditstreams.model;

/** The cohort labels that the service itself gives. */
public final class Cohorts {

    /** The cohort of users without one: a cohort like any other, never a sum. */
    public static final String ALL = "all";

    /** The cohort of users whose label is not configured. */
    public static final String OTHER = "other";

    private Cohorts() {}
}
