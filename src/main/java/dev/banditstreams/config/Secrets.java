package dev.banditstreams.config;

import java.util.regex.Pattern;

/** Keeps secrets out of logs and error messages. */
final class Secrets {

    static final String MASK = "***";

    private static final Pattern SECRET_KEY = Pattern.compile(
            "(?i).*(password|passwd|secret|token|jaas|user\\.info|credential|private|keystore\\.key).*");
    private static final Pattern USER_INFO_OF_URL = Pattern.compile("(?<=://)[^/@,\\s]+@");
    private static final int LONGEST_VALUE = 80;

    private Secrets() {}

    /** The value as it may be shown, cut to a length. */
    static String masked(String key, String value) {
        if (SECRET_KEY.matcher(key).matches() && !key.endsWith("credentials.source")) {
            return MASK;
        }
        String shown = USER_INFO_OF_URL.matcher(value).replaceAll(MASK + "@");
        return shown.length() <= LONGEST_VALUE ? shown : shown.substring(0, LONGEST_VALUE) + "...";
    }
}
