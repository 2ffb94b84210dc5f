package dev.banditstreams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/**
 * The two graphs, to the letter.
 *
 * <p>A failure means that a node, a store, a topic or a wire changed. Renaming a store or a node in front of one loses
 * its state in every deployment, so don't, unless that is what you want. If the change is right: run this test with
 * {@code -Dgolden.update=true}, which rewrites {@code src/test/resources/topology/*.txt} and their copies in
 * {@code topology.md}, read the difference, mend the drawing and the tables of {@code topology.md}, and say so in the
 * CHANGELOG.
 */
class GoldenTopologyTest {

    private static final Graphs GRAPHS = new Graphs();
    private static final Path DOCUMENT = Path.of("topology.md");

    @AfterAll
    static void close() {
        GRAPHS.close();
    }

    @Test
    void shouldHaveTheScoreGraphThatIsDocumented() throws IOException {
        assertGolden("score", GRAPHS.scoreTopology().describe().toString());
    }

    @Test
    void shouldHaveTheLearnGraphThatIsDocumented() throws IOException {
        assertGolden("learn", GRAPHS.learnTopology().describe().toString());
    }

    private static void assertGolden(String application, String description) throws IOException {
        String actual = description.replaceAll("(?m) +$", "").strip() + "\n";
        Path golden = Path.of("src/test/resources/topology/" + application + ".txt");
        String start = "<!-- " + application + ".txt -->\n```text\n";
        String end = "```\n<!-- end -->";
        if (Boolean.getBoolean("golden.update")) {
            Files.createDirectories(golden.getParent());
            Files.writeString(golden, actual);
            String document = Files.readString(DOCUMENT);
            int from = document.indexOf(start) + start.length();
            Files.writeString(
                    DOCUMENT, document.substring(0, from) + actual + document.substring(document.indexOf(end, from)));
        }
        assertThat(actual).as("graph of " + application).isEqualTo(Files.readString(golden));
        assertThat(Files.readString(DOCUMENT)).as("topology.md").contains(start + actual + end);
    }
}
