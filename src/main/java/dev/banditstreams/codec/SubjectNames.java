package dev.banditstreams.codec;

import java.util.Arrays;
import java.util.stream.Collectors;

/** How a schema's subject in the registry is called; Confluent's strategies by their names. */
enum SubjectNames {
    TOPIC("TopicNameStrategy") {
        @Override
        String of(String topic, boolean isKey, String recordName) {
            return topic + (isKey ? "-key" : "-value");
        }
    },
    RECORD("RecordNameStrategy") {
        @Override
        String of(String topic, boolean isKey, String recordName) {
            return recordName;
        }
    },
    TOPIC_RECORD("TopicRecordNameStrategy") {
        @Override
        String of(String topic, boolean isKey, String recordName) {
            return topic + "-" + recordName;
        }
    };

    private static final String PACKAGE = "io.confluent.kafka.serializers.subject.";

    private final String simpleName;

    SubjectNames(String simpleName) {
        this.simpleName = simpleName;
    }

    abstract String of(String topic, boolean isKey, String recordName);

    /** The name of Confluent's class. */
    String className() {
        return PACKAGE + simpleName;
    }

    static SubjectNames of(ConfluentConfig config, boolean isKey) {
        String key = isKey ? "key.subject.name.strategy" : "value.subject.name.strategy";
        return config.text(key)
                .map(name -> Arrays.stream(values())
                        .filter(one -> name.equals(one.simpleName)
                                || name.equals(one.className())
                                || name.equals("class " + one.className()))
                        .findFirst()
                        .orElseThrow(() -> ConfluentConfig.bad(key, name, "expected one of " + names())))
                .orElse(TOPIC);
    }

    private static String names() {
        return Arrays.stream(values()).map(one -> one.simpleName).collect(Collectors.joining(", "));
    }
}
