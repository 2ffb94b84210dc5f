package dev.banditstreams.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.banditstreams.model.DeadLetter;
import dev.banditstreams.model.DeadLetter.Payload;
import dev.banditstreams.model.SourcePosition;
import dev.banditstreams.replay.Sent.Kind;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DeadLettersTest {

    private final Map<SourcePosition, Sent> sent = new HashMap<>();
    private boolean allAcknowledged;
    private final DeadLetters letters = new DeadLetters(sent::get, () -> allAcknowledged);

    @Test
    void shouldClaimALetterThatIsReadBeforeTheAcknowledgement() {
        letters.add(letter(5));
        letters.claim();
        assertThat(letters.count()).isZero();

        sent.put(position(5), new Sent(Kind.REWARD, 12));
        letters.claim();
        assertThat(letters.of(Kind.REWARD).get(12)).isTrue();
        assertThat(letters.of(Kind.REQUEST).isEmpty()).isTrue();
        assertThat(letters.problem()).contains("1 records became dead letters, the first for import-not-allowed: off");
    }

    @Test
    void shouldLeaveTheLettersOfOthers() {
        allAcknowledged = true;
        letters.add(letter(5));
        letters.claim();
        sent.put(position(5), new Sent(Kind.REWARD, 12));
        letters.claim();
        assertThat(letters.count()).isZero();
        assertThat(letters.problem()).isEmpty();
    }

    private static DeadLetter letter(long offset) {
        Payload none = new Payload(null, -1, null);
        return new DeadLetter(position(offset), "accept-rewards", "import-not-allowed", "off", none, none, "1", 0);
    }

    private static SourcePosition position(long offset) {
        return new SourcePosition("rewards", 0, offset);
    }
}
