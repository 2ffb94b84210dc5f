package dev.banditstreams.vertex;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.auth.oauth2.AccessToken;
import com.google.auth.oauth2.GoogleCredentials;
import dev.banditstreams.demo.FakeFeatureStore;
import dev.banditstreams.demo.StoreView;
import dev.banditstreams.demo.StoredEntity;
import dev.banditstreams.features.FailureCode;
import dev.banditstreams.features.FeatureAnswer.Failed;
import dev.banditstreams.features.FeatureAnswer.Found;
import io.grpc.TlsServerCredentials;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The way to Google: TLS, and credentials on each call. What the client would need of Conscrypt for it is not there.
 */
class TlsTest {

    private static final char[] PASSWORD = "changeit".toCharArray();

    @TempDir
    Path dir;

    @Test
    void shouldSpeakTlsWithCredentials() throws Exception {
        KeyStore keys = selfSigned();
        KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        own.init(keys, PASSWORD);
        TrustManagerFactory trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trusted.init(keys);
        GoogleCredentials credentials = GoogleCredentials.create(new AccessToken("token", null));
        StoreView users = new StoreView(
                List.of("whole"), id -> Optional.of(new StoredEntity(TestStore.VALUES, TestStore.GENERATED)));
        try (FakeFeatureStore fake = FakeFeatureStore.start(
                0,
                TlsServerCredentials.newBuilder()
                        .keyManager(own.getKeyManagers())
                        .build(),
                Map.of("users", users),
                1)) {
            for (VertexApi api : VertexApi.values()) {
                VertexOptions options = options(api, fake.endpoint());
                try (Vertex vertex = Vertex.open(
                        options,
                        TestStore.TIMERS,
                        InstantSource.fixed(TestStore.NOW),
                        credentials,
                        channel -> channel.sslContext(context(trusted)))) {
                    assertThat(TestStore.answers(vertex, TestStore.users(List.of(), "u1"))
                                    .get("u1"))
                            .isInstanceOf(Found.class);
                }
                try (Vertex strict = Vertex.open(
                        options,
                        TestStore.TIMERS,
                        InstantSource.fixed(TestStore.NOW),
                        credentials,
                        UnaryOperator.identity())) {
                    assertThat(TestStore.answers(strict, TestStore.users(List.of(), "u1"))
                                    .get("u1"))
                            .isInstanceOfSatisfying(
                                    Failed.class,
                                    failed -> assertThat(failed.code()).isEqualTo(FailureCode.UNAVAILABLE));
                }
            }
        }
    }

    private static io.grpc.netty.shaded.io.netty.handler.ssl.SslContext context(TrustManagerFactory trusted) {
        try {
            return GrpcSslContexts.forClient().trustManager(trusted).build();
        } catch (javax.net.ssl.SSLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static VertexOptions options(VertexApi api, String endpoint) {
        return new VertexOptions(
                api,
                endpoint,
                false,
                "p",
                "europe-west1",
                "s",
                new VertexOptions.View("users", List.of("whole"), ""),
                new VertexOptions.View("", List.of(), ""),
                Duration.ofMinutes(1),
                16 << 20,
                1);
    }

    /** By the JDK's own tool; the JDK has no public way to sign a certificate. */
    private KeyStore selfSigned() throws Exception {
        Path file = dir.resolve("keys.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "fake",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=127.0.0.1",
                        "-ext",
                        "san=ip:127.0.0.1",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        new String(PASSWORD),
                        "-validity",
                        "2")
                .redirectErrorStream(true)
                .redirectOutput(dir.resolve("keytool.log").toFile())
                .start();
        assertThat(keytool.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(keytool.exitValue())
                .as(Files.readString(dir.resolve("keytool.log")))
                .isZero();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            keys.load(in, PASSWORD);
        }
        // As a certificate of its own, so that it is trusted too.
        keys.setCertificateEntry("trusted", keys.getCertificate("fake"));
        return keys;
    }
}
