package dev.banditstreams.codec;

import dev.banditstreams.demo.ApicurioRegistry;
import org.junit.jupiter.api.extension.ExtendWith;

/** Shows that the codecs work with a registry that nobody here wrote. */
@ExtendWith(ApicurioRegistry.Extension.class)
class ApicurioCodecsIT extends CodecsContract {

    private final ApicurioRegistry registry;

    ApicurioCodecsIT(ApicurioRegistry registry) {
        this.registry = registry;
    }

    @Override
    protected String url() {
        return registry.url();
    }
}
