package dev.banditstreams.config;

import java.util.ArrayList;
import java.util.List;

/** Settings that are documented together. */
final class Section {

    private final String title;
    private final List<Setting<?>> settings = new ArrayList<>();

    Section(String title) {
        this.title = title;
    }

    <T> Setting<T> add(String key, Type<T> type, String defaultText, String meaning) {
        Setting<T> setting = new Setting<>(key, type, defaultText, meaning);
        settings.add(setting);
        return setting;
    }

    String title() {
        return title;
    }

    List<Setting<?>> settings() {
        return List.copyOf(settings);
    }
}
