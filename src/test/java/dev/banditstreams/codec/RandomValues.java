package dev.banditstreams.codec;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Values of a seed, odd ones more often than chance would have them. */
final class RandomValues {

    private static final List<String> TEXTS = List.of(
            "",
            " ",
            "\t\n",
            "\u2003",
            "\u00A0",
            "\u0000",
            "\uFFFD",
            "home",
            "\u00E9",
            "ключ",
            "☃𝄞",
            "a\u007F",
            "x".repeat(63),
            "x".repeat(64),
            "é".repeat(40),
            "y".repeat(8_192));

    private static final long[] LONGS = {
        0, 1, -1, 63, 64, -64, -65, Integer.MAX_VALUE, Integer.MIN_VALUE, Long.MAX_VALUE, Long.MIN_VALUE
    };

    private static final double[] DOUBLES = {
        0.0, -0.0, 1, Double.MIN_VALUE, Double.MAX_VALUE, Double.NaN, Double.NEGATIVE_INFINITY
    };

    private final SplittableRandom random;

    RandomValues(long seed) {
        this.random = new SplittableRandom(seed);
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    boolean oneIn(int n) {
        return random.nextInt(n) == 0;
    }

    String text() {
        return oneIn(8) ? TEXTS.get(below(TEXTS.size())) : "item-" + Long.toString(random.nextLong(), 36);
    }

    long whole() {
        return oneIn(3) ? LONGS[below(LONGS.length)] : random.nextLong() >> below(Long.SIZE);
    }

    int small() {
        return (int) whole();
    }

    double real() {
        return oneIn(4) ? DOUBLES[below(DOUBLES.length)] : random.nextDouble() * 1_000;
    }

    boolean flag() {
        return random.nextBoolean();
    }

    <T> @Nullable T orNull(Supplier<T> value) {
        return oneIn(2) ? null : value.get();
    }

    <T> List<T> list(int most, Supplier<T> element) {
        List<T> list = new ArrayList<>();
        for (int left = oneIn(3) ? 0 : below(most + 1); left > 0; left--) {
            list.add(element.get());
        }
        return list;
    }

    Map<String, String> texts(int most) {
        Map<String, String> texts = new HashMap<>();
        list(most, this::text).forEach(name -> texts.put(name, text()));
        return texts;
    }

    /** The bytes with up to three changes: of one bit, of one byte, of their number. */
    byte[] damaged(byte[] bytes) {
        byte[] damaged = bytes.clone();
        for (int changes = 1 + below(3); changes > 0 && damaged.length > 0; changes--) {
            int at = below(Math.min(damaged.length, oneIn(2) ? 40 : Integer.MAX_VALUE));
            switch (below(5)) {
                case 0 -> damaged[at] ^= (byte) (1 << below(8));
                case 1 -> damaged[at] = (byte) random.nextInt();
                case 2 -> damaged = spliced(damaged, at, damaged.length, new byte[0]);
                case 3 -> damaged = spliced(damaged, at, at + 1, new byte[0]);
                default -> damaged = spliced(damaged, at, at, odd());
            }
        }
        return damaged;
    }

    private byte[] odd() {
        return switch (below(6)) {
            case 0 -> new byte[] {(byte) 0x80, 0};
            case 1 -> new byte[] {(byte) 0xC3};
            case 2 -> new byte[] {6, (byte) 0xED, (byte) 0xA0, (byte) 0x80};
            case 3 -> new byte[] {1, 2};
            case 4 -> new byte[] {-1, -1, -1, -1, -1, -1, -1, -1, -1, 1};
            default -> new byte[] {(byte) random.nextInt()};
        };
    }

    private static byte[] spliced(byte[] bytes, int from, int to, byte[] part) {
        byte[] spliced = new byte[from + part.length + bytes.length - to];
        System.arraycopy(bytes, 0, spliced, 0, from);
        System.arraycopy(part, 0, spliced, from, part.length);
        System.arraycopy(bytes, to, spliced, from + part.length, bytes.length - to);
        return spliced;
    }
}
