package dev.banditstreams.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;

/** Every meter of one process. */
public final class Metrics implements AutoCloseable {

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final ProcessMeters process = new ProcessMeters();
    private final KafkaMeters kafka = new KafkaMeters();

    public Metrics() {
        registry.getPrometheusRegistry().register(kafka);
    }

    MeterRegistry registry() {
        return registry;
    }

    /** @param tags key, value, key, value, ... */
    Counter counter(String name, String description, String... tags) {
        return Counter.builder(name).description(description).tags(tags).register(registry);
    }

    /** Adds memory, garbage collection, threads, processor time and files of this process. */
    public void watchProcess() {
        process.bindTo(registry);
    }

    /** Adds a Kafka client's or Kafka Streams' own meters, read at each scrape. */
    public void watchKafka(Supplier<? extends Map<MetricName, ? extends Metric>> metrics) {
        kafka.add(metrics);
    }

    /** All meters in Prometheus' text format. */
    public String scrape() {
        return registry.scrape();
    }

    @Override
    public void close() {
        process.close();
        registry.close();
    }
}
