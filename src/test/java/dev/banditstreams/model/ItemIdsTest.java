package dev.banditstreams.model;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ItemIdsTest {

    private static final List<String> MIXED = List.of(
            "a", "", "12345678", "123456789", "x".repeat(63), "x".repeat(64), "ключ", "☃𝄞\uFFFD", "y".repeat(9_000));

    @Test
    void shouldGiveTheTexts() {
        ItemIds ids = ItemIds.of(MIXED);

        assertThat(ids.texts()).isEqualTo(MIXED);
        assertThat(ids.size()).isEqualTo(MIXED.size());
        assertThat(ids.longest()).isEqualTo(9_000);
        assertThat(ids.text(6)).isEqualTo("ключ");
        assertThat(ids).hasToString(MIXED.toString());
        assertThatThrownBy(() -> ids.text(MIXED.size())).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void shouldGoThroughTheBytes() {
        ItemIds ids = ItemIds.of(MIXED);
        List<String> walked = new ArrayList<>();

        ItemIds.Cursor cursor = new ItemIds.Cursor().reset(ItemIds.of("other"));
        for (cursor.reset(ids); cursor.next(); ) {
            walked.add(new String(ids.bytes(), cursor.offset(), cursor.length(), UTF_8));
        }

        assertThat(walked).isEqualTo(MIXED);
        assertThat(cursor.next()).isFalse();
    }

    @Test
    void shouldBeEmpty() {
        assertThat(ItemIds.of()).isEqualTo(ItemIds.EMPTY).isEqualTo(ItemIds.of(List.of()));
        assertThat(ItemIds.EMPTY.isEmpty()).isTrue();
        assertThat(ItemIds.EMPTY.longest()).isZero();
        assertThat(ItemIds.EMPTY.firstBlank()).isEqualTo(-1);
    }

    /** Control characters, and the white space that isn't ASCII, no-break space (which is none) included. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "\t\n\u000B\f\r",
                "\u001C\u001D\u001E\u001F",
                "\u0000",
                "\u0008",
                "\u007F",
                " a",
                "a ",
                "          a",
                "           ",
                "\u00A0",
                "\u2003",
                "\u2007",
                "\u3000 ",
                "\u0085",
                "\u2003a"
            })
    void shouldFindTheFirstBlankAsStringDoes(String id) {
        assertThat(ItemIds.of("a", id, id).firstBlank()).isEqualTo(id.isBlank() ? 1 : -1);
    }

    @Test
    void shouldBeEqualByContent() {
        ItemIds ids = ItemIds.of("a", "bc");

        assertThat(ids).isEqualTo(ItemIds.of(List.of("a", "bc"))).hasSameHashCodeAs(ItemIds.of("a", "bc"));
        assertThat(List.of(ItemIds.of("a"), ItemIds.of("a", "bd"), ItemIds.of("ab", "c"), ItemIds.of("bc", "a")))
                .doesNotContain(ids);
    }

    @Test
    void shouldJoin() {
        ItemIds joined = ItemIds.join(List.of(ItemIds.of("a", "long"), ItemIds.EMPTY, ItemIds.of("b", " ", "")));

        assertThat(joined).isEqualTo(ItemIds.of("a", "long", "b", " ", ""));
        assertThat(joined.longest()).isEqualTo(4);
        assertThat(joined.firstBlank()).isEqualTo(3);
        assertThat(ItemIds.join(List.of())).isEqualTo(ItemIds.EMPTY);
    }

    /** What is not copied can be looked at where it lies. */
    @Test
    void shouldStayInTheArray() {
        byte[] bytes = {9, 9, 2, 'a', 4, 'b', 'c', 9};

        ItemIds ids = ItemIds.in(bytes, 2, 2, bytes.length);

        assertThat(ids.bytes()).isSameAs(bytes);
        assertThat(ids.end()).isEqualTo(7);
        assertThat(ids.texts()).containsExactly("a", "bc");
    }

    static Stream<Arguments> malformed() {
        byte[] endless = new byte[20];
        java.util.Arrays.fill(endless, (byte) 0x80);
        return Stream.of(
                Arguments.of("ends before the length", 2, new byte[] {2, 'a'}),
                Arguments.of("ends within", 1, new byte[] {4, 'a'}),
                Arguments.of("ends within, long", 1, new byte[] {(byte) 0x80, 1, 'a'}),
                Arguments.of("negative", 1, new byte[] {1, 'a', 'a'}),
                Arguments.of("beyond an int", 1, new byte[] {-1, -1, -1, -1, -1, -1, 1, 'a'}),
                Arguments.of("endless length", 1, endless),
                Arguments.of("continuation alone", 1, new byte[] {2, (byte) 0x80}),
                Arguments.of("cut", 1, new byte[] {4, 'a', (byte) 0xC3}),
                Arguments.of("overlong", 1, new byte[] {4, (byte) 0xC0, (byte) 0x80}),
                Arguments.of("surrogate", 1, new byte[] {6, (byte) 0xED, (byte) 0xA0, (byte) 0x80}),
                Arguments.of("in the ninth byte", 1, new byte[] {18, 1, 2, 3, 4, 5, 6, 7, 8, (byte) 0xFF}),
                Arguments.of("in the first of nine", 1, new byte[] {18, (byte) 0xFF, 2, 3, 4, 5, 6, 7, 8, 9}));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("malformed")
    void shouldRefuseWhatIsMalformed(String how, int count, byte[] bytes) {
        assertThatThrownBy(() -> ItemIds.in(bytes, 0, count, bytes.length))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** More bytes than its length needs are odd but allowed. */
    @Test
    void shouldReadPaddedLengths() {
        byte[] bytes = {(byte) 0x82, (byte) 0x80, 0, 'a', (byte) 0x80, 0};

        assertThat(ItemIds.in(bytes, 0, 2, bytes.length)).isEqualTo(ItemIds.of("a", ""));
    }

    @Test
    void shouldHoldMany() {
        List<String> many = Collections.nCopies(100_000, "id");

        assertThat(ItemIds.of(many).texts()).isEqualTo(many);
    }
}
