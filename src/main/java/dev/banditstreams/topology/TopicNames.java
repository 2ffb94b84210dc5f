package dev.banditstreams.topology;

import dev.banditstreams.model.Topic;

/** The topics' names in one deployment. */
public record TopicNames(String prefix) {

    public String of(Topic topic) {
        return topic.withPrefix(prefix);
    }
}
