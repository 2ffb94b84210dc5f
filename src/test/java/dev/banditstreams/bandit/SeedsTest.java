package dev.banditstreams.bandit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SeedsTest {

    /** The first outputs for seed 1234567 of the authors' C program. */
    @Test
    void shouldMixAsSplitMix64() {
        long state = 1234567;
        state += Seeds.GOLDEN;
        assertThat(Seeds.mix(state)).isEqualTo(6457827717110365317L);
        state += Seeds.GOLDEN;
        assertThat(Seeds.mix(state)).isEqualTo(3203168211198807973L);
    }

    /** The hashes of "" and "foobar" from the FNV reference, mixed. */
    @Test
    void shouldHashItemsByFnv1a() {
        assertThat(Seeds.item("")).isEqualTo(Seeds.mix(0xCBF29CE484222325L));
        assertThat(Seeds.item("foobar")).isEqualTo(Seeds.mix(0x85944171F73967E8L));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"plain", "é", "ß-ÿ", "日本", "😀 and more", "lone \uD83D here", "\uDE00", "end \uD83D", "\u0000"})
    void shouldHashTheBytesOfUtf8(String text) {
        long hash = 0xCBF29CE484222325L;
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (octet & 0xFF)) * 0x100000001B3L;
        }
        assertThat(Seeds.item(text)).isEqualTo(Seeds.mix(hash));
    }

    @Test
    void shouldHashARequestAsItsIdAZeroByteAndThePolicyVersion() {
        assertThat(Seeds.request("r-1", "2")).isEqualTo(Seeds.item("r-1\u00002"));
        assertThat(Seeds.request("r-1", "2")).isNotEqualTo(Seeds.request("r-12", ""));
    }

    @Test
    void shouldDigestInOrder() {
        assertThat(Seeds.digest(Seeds.digest(0, "a"), "b")).isNotEqualTo(Seeds.digest(Seeds.digest(0, "b"), "a"));
        assertThat(Seeds.digest(0, "a")).isNotEqualTo(Seeds.digest(Seeds.digest(0, "a"), "a"));
    }

    /** Within 5 standard deviations of a binomial: a right program fails once in 1.7 million seeds. */
    @Test
    void shouldChooseAShareOfRequests() {
        int chosen = 0;
        int requests = 100_000;
        for (int i = 0; i < requests; i++) {
            double unit = Seeds.unit(Seeds.request("request-" + i, "1"), 1);
            assertThat(unit).isBetween(0.0, Math.nextDown(1.0));
            if (unit < 0.01) {
                chosen++;
            }
        }
        assertThat(chosen).isBetween(1_000 - 157, 1_000 + 157);
    }
}
