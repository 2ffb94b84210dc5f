package dev.banditstreams.codec;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * Where the registry is and how patiently to ask it.
 *
 * @param servers tried in turn
 * @param retries of the whole round of servers
 * @param retryWait before the first retry; doubles for each further one, up to {@code retryMaxWait}
 */
record RegistryAccess(
        List<Server> servers,
        Duration connectTimeout,
        Duration readTimeout,
        int retries,
        Duration retryWait,
        Duration retryMaxWait) {

    /** @param authorization value of the header, if any */
    record Server(URI url, Optional<String> authorization) {}

    private static final String SOURCE = "basic.auth.credentials.source";
    private static final long DAY_MILLIS = 86_400_000L;

    /**
     * The defaults of the time-outs are shorter than Confluent's minute: a stream thread that waits longer than
     * {@code max.poll.interval.ms} for the registry loses its partitions.
     */
    static RegistryAccess of(ConfluentConfig config) {
        config.requireSupported();
        return new RegistryAccess(
                config.urls().stream().map(url -> server(config, url)).toList(),
                millis(config, "http.connect.timeout.ms", 5_000),
                millis(config, "http.read.timeout.ms", 10_000),
                (int) config.whole("max.retries", 3, 0, 1_000),
                millis(config, "retries.wait.ms", 1_000),
                millis(config, "retries.max.wait.ms", 20_000));
    }

    private static Duration millis(ConfluentConfig config, String key, long otherwise) {
        return Duration.ofMillis(config.whole(key, otherwise, 1, DAY_MILLIS));
    }

    private static Server server(ConfluentConfig config, URI url) {
        URI bare = URI.create(url.toString().replaceFirst("//[^/@]*@", "//"));
        String source = config.client(SOURCE).orElse("URL");
        return switch (source) {
            case "URL" ->
                new Server(
                        bare,
                        Optional.ofNullable(url.getRawUserInfo())
                                .map(info -> URLDecoder.decode(info.replace("+", "%2B"), StandardCharsets.UTF_8))
                                .map(RegistryAccess::basic));
            case "USER_INFO" -> new Server(bare, Optional.of(basic(userInfo(config))));
            default -> throw ConfluentConfig.bad(SOURCE, source, "expected URL or USER_INFO");
        };
    }

    private static String userInfo(ConfluentConfig config) {
        return config.client("basic.auth.user.info")
                .filter(info -> info.contains(":"))
                .orElseThrow(() -> ConfluentConfig.bad(
                        SOURCE, "USER_INFO", "then basic.auth.user.info has to be <user>:<password>"));
    }

    private static String basic(String userInfo) {
        return "Basic " + Base64.getEncoder().encodeToString(userInfo.getBytes(StandardCharsets.UTF_8));
    }
}
