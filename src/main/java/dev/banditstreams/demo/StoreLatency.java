package dev.banditstreams.demo;

import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.math3.distribution.NormalDistribution;

/** A distribution of latencies, by its quantiles. */
@FunctionalInterface
public interface StoreLatency {

    StoreLatency NONE = fixed(0);

    /**
     * @param share from 0 to below 1: of the calls, those that are faster
     * @return milliseconds, at least 0
     */
    double millis(double share);

    static StoreLatency fixed(double millis) {
        return share -> millis;
    }

    static StoreLatency uniform(double from, double to) {
        return share -> from + share * (to - from);
    }

    /** Log-normal with this median and 99th percentile, both above 0. */
    static StoreLatency logNormal(double median, double p99) {
        NormalDistribution normal = new NormalDistribution();
        double sigma = Math.log(p99 / median) / normal.inverseCumulativeProbability(0.99);
        return share -> share == 0 ? 0 : median * Math.exp(sigma * normal.inverseCumulativeProbability(share));
    }

    /**
     * Straight lines between percentiles, the first from 0 and the last to the end as it is.
     *
     * @param percentiles percent, milliseconds; at least one
     */
    static StoreLatency percentiles(Map<Double, Double> percentiles) {
        TreeMap<Double, Double> points = new TreeMap<>(percentiles);
        points.putIfAbsent(0.0, 0.0);
        return share -> {
            Map.Entry<Double, Double> below = points.floorEntry(share * 100);
            Map.Entry<Double, Double> above = points.higherEntry(share * 100);
            if (above == null) {
                return below.getValue();
            }
            double way = (share * 100 - below.getKey()) / (above.getKey() - below.getKey());
            return below.getValue() + way * (above.getValue() - below.getValue());
        };
    }
}
