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
    void shouldCountWhatThreadsAllocate() throws Exception {
        metrics.watchProcess();
        double before = allocated();
        byte[][] kept = new byte[1][];
        Thread thread = new Thread(() -> kept[0] = new byte[50_000_000]);
        thread.start();
        kept[0] = new byte[50_000_000];
        double after = allocated();
        thread.join();

        assertThat(kept[0]).hasSize(50_000_000);
        assertThat(after - before).isBetween(50e6, 200e6);
        assertThat(allocated()).as("a thread's end takes nothing back").isGreaterThanOrEqualTo(after);
        assertThat(metrics.scrape()).contains("jvm_compilation_time_ms_total");
    }

    private double allocated() {
        return metrics.scrape()
                .lines()
                .filter(line -> line.startsWith("jvm_threads_allocated_bytes_total "))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.indexOf(' '))))
                .findFirst()
                .orElseThrow();
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
