package dev.banditstreams.codec;

import dev.banditstreams.demo.ApicurioRegistry;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(ApicurioRegistry.Extension.class)
class ApicurioPythonIT extends PythonClientContract {

    private final ApicurioRegistry registry;

    ApicurioPythonIT(ApicurioRegistry registry) {
        this.registry = registry;
    }

    @Override
    protected String url() {
        return registry.url();
    }
}
