package dev.banditstreams.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.metrics.stats.Value;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MetricsTest {

    private final Metrics metrics = new Metrics();
    private final org.apache.kafka.common.metrics.Metrics one = new org.apache.kafka.common.metrics.Metrics();
    private final org.apache.kafka.common.metrics.Metrics two = new org.apache.kafka.common.metrics.Metrics();

    @AfterEach
    void close() {
        metrics.close();
        one.close();
        two.close();
    }

    @Test
    void shouldShowTheProcess() {
        metrics.watchProcess();

        assertThat(metrics.scrape()).contains("jvm_memory_used_bytes{", "jvm_gc_", "process_cpu_usage ");
    }

    @Test
    void shouldShowKafkasMetersOfSeveralClientsAsTheyAreAtTheScrape() {
        metrics.watchKafka(one::metrics);
        metrics.watchKafka(two::metrics);
        assertThat(metrics.scrape()).doesNotContain("kafka_");

        put(one, "process-rate", "stream-thread-metrics", "thread-id", "a-1", 2.5);
        put(two, "process-rate", "stream-thread-metrics", "thread-id", "b-1", 4);
        put(one, "process-total", "stream-thread-metrics", "thread-id", "a-1", 17);
        put(one, "incoming-byte-total", "consumer-node-metrics", "node-id", "node-1", 1);

        assertThat(metrics.scrape())
                .contains(
                        "kafka_stream_thread_process_rate{thread_id=\"a-1\"} 2.5",
                        "kafka_stream_thread_process_rate{thread_id=\"b-1\"} 4.0",
                        "kafka_stream_thread_process_total{thread_id=\"a-1\"} 17.0")
                .doesNotContain("node_id");
    }

    @Test
    void shouldPassOverWhatIsNoNumber() {
        metrics.watchKafka(one::metrics);
        put(one, "a", "stream-metrics", "client-id", "x", Double.NaN);
        one.addMetric(name("state", "stream-metrics", "client-id", "x"), (org.apache.kafka.common.metrics.Gauge<String>)
                (config, now) -> "RUNNING");

        assertThat(metrics.scrape()).doesNotContain("kafka_");
    }

    private static void put(
            org.apache.kafka.common.metrics.Metrics target,
            String metric,
            String group,
            String tag,
            String value,
            double number) {
        var sensor = target.sensor(metric + group);
        sensor.add(name(metric, group, tag, value), new Value());
        sensor.record(number);
    }

    private static MetricName name(String metric, String group, String tag, String value) {
        return new MetricName(metric, group, "a meter", new TreeMap<>(Map.of(tag, value)));
    }
}
