package dev.banditstreams.demo;

import org.junit.jupiter.api.extension.ExtendWith;

/** Shows that the embedded registry and one that nobody here wrote agree. */
@ExtendWith(ApicurioRegistry.Extension.class)
class ApicurioRegistryIT extends RegistryContract {

    private final ApicurioRegistry registry;

    ApicurioRegistryIT(ApicurioRegistry registry) {
        this.registry = registry;
    }

    @Override
    protected String url() {
        return registry.url();
    }
}
