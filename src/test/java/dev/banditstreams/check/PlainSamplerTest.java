package dev.banditstreams.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.apache.kafka.common.utils.Utils;
import org.junit.jupiter.api.Test;

class PlainSamplerTest {

    @Test
    void shouldDrawTheGoldenVectorsBitForBit() throws Exception {
        List<String> lines;
        try (var in = PlainSamplerTest.class.getResourceAsStream("/bandit/draws-of-sampler-2.csv")) {
            lines = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .skip(1)
                    .toList();
        }
        assertThat(lines).hasSizeGreaterThan(500);
        for (String line : lines) {
            String[] cells = line.split(",", -1);
            double odds = PlainSampler.odds(
                    Long.parseUnsignedLong(cells[0], 16),
                    Long.parseUnsignedLong(cells[1], 16),
                    Double.parseDouble(cells[2]),
                    Double.parseDouble(cells[3]));
            assertThat(hex(odds)).as(line).isEqualTo(cells[5]);
            assertThat(hex(PlainSampler.draw(odds))).as(line).isEqualTo(cells[4]);
        }
    }

    @Test
    void shouldPartitionAsKafkaDoes() {
        Random random = new Random(1);
        for (int i = 0; i < 10_000; i++) {
            byte[] key = new byte[random.nextInt(40)];
            random.nextBytes(key);
            assertThat(Hashes.partition(key, 7)).isEqualTo(Utils.toPositive(Utils.murmur2(key)) % 7);
        }
    }

    private static String hex(double number) {
        return String.format("%016x", Double.doubleToRawLongBits(number));
    }
}
