package dev.banditstreams.metrics;

import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.prometheus.metrics.model.snapshots.PrometheusNaming;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;

/**
 * Shows Kafka's own meters as gauges and, where they end in {@code -total}, as counters, e.g. {@code process-rate} of
 * group {@code stream-thread-metrics} as {@code kafka_stream_thread_process_rate}.
 *
 * <p>They are read at each scrape and nothing is kept: tasks and their meters come and go with every rebalance.
 */
final class KafkaMeters implements MultiCollector {

    /** Groups that don't repeat themselves for each broker and each topic, and what of them is shown. */
    private static final Map<String, Predicate<String>> GROUPS = Map.of(
            "stream-metrics", name -> true,
            "stream-thread-metrics", name -> true,
            "stream-task-metrics", name -> true,
            // Each store of each partition has 55 of them: a scrape would be 20,000 lines at 32 partitions.
            "stream-state-metrics",
                    Set.of(
                            "put-rate",
                            "get-rate",
                            "estimate-num-keys",
                            "total-sst-files-size",
                            "size-all-mem-tables",
                            "block-cache-usage",
                            "background-errors")::contains,
            "consumer-coordinator-metrics", name -> true,
            "consumer-fetch-manager-metrics", name -> true,
            "producer-metrics", name -> true);

    private final List<Supplier<? extends Map<MetricName, ? extends Metric>>> sources = new CopyOnWriteArrayList<>();

    void add(Supplier<? extends Map<MetricName, ? extends Metric>> source) {
        sources.add(source);
    }

    @Override
    public MetricSnapshots collect() {
        Map<String, GaugeSnapshot.Builder> gauges = new TreeMap<>();
        Map<String, CounterSnapshot.Builder> counters = new TreeMap<>();
        sources.forEach(source -> source.get().values().forEach(metric -> add(metric, gauges, counters)));
        MetricSnapshots.Builder snapshots = MetricSnapshots.builder();
        gauges.values().forEach(gauge -> snapshots.metricSnapshot(gauge.build()));
        counters.values().forEach(counter -> snapshots.metricSnapshot(counter.build()));
        return snapshots.build();
    }

    private static void add(
            Metric metric, Map<String, GaugeSnapshot.Builder> gauges, Map<String, CounterSnapshot.Builder> counters) {
        MetricName name = metric.metricName();
        if (!GROUPS.getOrDefault(name.group(), none -> false).test(name.name())
                || !(metric.metricValue() instanceof Number number)
                || Double.isNaN(number.doubleValue())) {
            return;
        }
        String shown = prometheusName(name);
        if (name.name().endsWith("-total")) {
            counters.computeIfAbsent(
                            shown, key -> CounterSnapshot.builder().name(key).help(name.description()))
                    .dataPoint(CounterSnapshot.CounterDataPointSnapshot.builder()
                            .labels(labels(name.tags()))
                            .value(Math.max(0, number.doubleValue()))
                            .build());
        } else {
            gauges.computeIfAbsent(
                            shown, key -> GaugeSnapshot.builder().name(key).help(name.description()))
                    .dataPoint(GaugeSnapshot.GaugeDataPointSnapshot.builder()
                            .labels(labels(name.tags()))
                            .value(number.doubleValue())
                            .build());
        }
    }

    private static String prometheusName(MetricName name) {
        String group = name.group().replaceAll("-metrics$", "");
        return PrometheusNaming.sanitizeMetricName("kafka_" + (group + "_" + name.name()).replace('-', '_'));
    }

    private static Labels labels(Map<String, String> tags) {
        Labels.Builder labels = Labels.builder();
        new TreeMap<>(tags)
                .forEach(
                        (tag, value) -> labels.label(PrometheusNaming.sanitizeLabelName(tag.replace('-', '_')), value));
        return labels.build();
    }
}
