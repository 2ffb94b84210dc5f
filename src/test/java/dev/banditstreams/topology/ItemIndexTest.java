package dev.banditstreams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.banditstreams.bandit.Seeds;
import java.util.List;
import org.junit.jupiter.api.Test;

class ItemIndexTest {

    private final ItemRows rows = new ItemRows();
    private final ItemIndex index = new ItemIndex(rows);

    @Test
    void shouldFindWhatWasAddedAndNothingElse() {
        List<String> ids = List.of("a", "ab", "abc", "", "日本", "😀", "a".repeat(40_000), "item-1", "item-10", "\u0000");
        for (int i = 0; i < ids.size(); i++) {
            assertThat(find(ids.get(i))).isEqualTo(ItemIndex.ABSENT);
            assertThat(add(ids.get(i))).isEqualTo(i);
            assertThat(add(ids.get(i))).isEqualTo(i);
        }
        for (int i = 0; i < ids.size(); i++) {
            assertThat(find(ids.get(i))).isEqualTo(i);
            assertThat(text(i)).isEqualTo(ids.get(i));
        }
        assertThat(index.size()).isEqualTo(ids.size());
    }

    @Test
    void shouldKeepIndicesWhileItGrows() {
        int count = 200_000; // several times the first table, and several chunks of ids
        for (int i = 0; i < count; i++) {
            assertThat(add("item-" + i)).isEqualTo(i);
        }
        for (int i = 0; i < count; i++) {
            assertThat(find("item-" + i)).isEqualTo(i);
        }
        assertThat(find("item-" + count)).isEqualTo(ItemIndex.ABSENT);
        assertThat(text(count - 1)).isEqualTo("item-" + (count - 1));
    }

    /** Equal hashes don't make equal ids. */
    @Test
    void shouldTellIdsOfOneHashApart() {
        byte[] first = Bytes.utf8("one");
        byte[] second = Bytes.utf8("two");
        int a = index.add(42, first);
        assertThat(index.find(42, second, 0, 3)).isEqualTo(ItemIndex.ABSENT);
        int b = index.add(42, second);
        assertThat(index.find(42, first, 0, 3)).isEqualTo(a);
        assertThat(index.find(42, second, 0, 3)).isEqualTo(b).isNotEqualTo(a);
    }

    /** Ids that fill a chunk to its last byte, and one too many. */
    @Test
    void shouldLayIdsIntoChunksWithoutCuttingThem() {
        int length = (1 << 15) - 2;
        for (int i = 0; i < 100; i++) {
            String id = (i + "-").concat("x".repeat(length)).substring(0, length);
            assertThat(text(add(id))).isEqualTo(id);
            assertThat(find(id)).isEqualTo(i);
        }
    }

    private int add(String id) {
        return index.add(Seeds.item(id), Bytes.utf8(id));
    }

    private int find(String id) {
        byte[] utf8 = Bytes.utf8("__" + id + "__");
        return index.find(Seeds.item(id), utf8, 2, utf8.length - 4);
    }

    private String text(int i) {
        byte[] id = new byte[rows.idLength(i)];
        System.arraycopy(rows.idBytes(i), rows.idOffset(i), id, 0, id.length);
        return Bytes.text(id);
    }
}
