package dev.banditstreams.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.banditstreams.demo.EmbeddedRegistry;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EmbeddedRegistryPythonIT extends PythonClientContract {

    private final EmbeddedRegistry registry = EmbeddedRegistry.start(0);

    @AfterEach
    void closeRegistry() {
        registry.close();
    }

    @Override
    protected String url() {
        return registry.url();
    }

    /** Whoever has the same schema registers the same schema: nobody makes new versions by starting. */
    @Test
    void shouldShareSchemaIdsWithOthers() throws Exception {
        byte[] ours = codecs.rewards("rewards").encode(Samples.REWARD);
        byte[] theirs = python.encode("rewards", schema("Reward"), """
                {"rewardId": "w-1", "requestId": null, "userId": "u-1", "itemId": "a", "cohort": null,\
                 "type": "click", "value": null, "eventTime": 5, "importId": null, "sequence": 9}""");

        assertThat(theirs).startsWith(Arrays.copyOf(ours, 5));
    }
}
