package dev.banditstreams.runtime;

import org.jspecify.annotations.Nullable;

/** The version of this build. */
public final class ServiceVersion {

    private ServiceVersion() {}

    /** The jar's version; {@code development} where the classes don't come from a jar. */
    public static String current() {
        @Nullable String version = ServiceVersion.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }
}
