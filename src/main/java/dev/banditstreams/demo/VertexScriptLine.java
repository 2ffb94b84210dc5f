package dev.banditstreams.demo;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Reads one step of a {@link VertexScript}: {@code 10 latency=uniform:5:20 slow=0.01:1000 fault=hang share=0.5}. */
final class VertexScriptLine {

    private static final String KEYS = "latency, slow, fault, share, size";
    private static final double MOST_MILLIS = 3_600_000;
    private static final int MOST_MEGABYTES = 1_000;

    private StoreLatency latency = StoreLatency.NONE;
    private double slowShare;
    private double slowMillis;
    private StoreFault fault = StoreFault.NONE;
    private double share = 1;
    private int megabytes = StoreBehaviour.MEGABYTES;

    private VertexScriptLine() {}

    static VertexScript.Step parse(String line) {
        String[] words = line.split("\\s+");
        double from = number(words[0], 0, Double.MAX_VALUE, "a step begins with its time in seconds from the start");
        VertexScriptLine step = new VertexScriptLine();
        Set<String> keys = new HashSet<>();
        for (String word : Arrays.asList(words).subList(1, words.length)) {
            int at = word.indexOf('=');
            if (at < 1) {
                throw new IllegalArgumentException(word + ": expected key=value, the keys are " + KEYS);
            }
            String key = word.substring(0, at);
            if (!keys.add(key)) {
                throw new IllegalArgumentException(key + " is given twice");
            }
            step.set(key, word.substring(at + 1));
        }
        return new VertexScript.Step(
                from,
                new StoreBehaviour(
                        step.latency, step.slowShare, step.slowMillis, step.fault, step.share, step.megabytes));
    }

    private void set(String key, String value) {
        switch (key) {
            case "latency" -> latency = latency(value);
            case "slow" -> {
                String form = "slow=" + value + ": expected slow=share:milliseconds, e.g. slow=0.01:1000";
                String[] parts = parts(value, 2, form);
                slowShare = number(parts[0], 0, 1, form);
                slowMillis = number(parts[1], 0, MOST_MILLIS, form);
            }
            case "fault" ->
                fault = StoreFault.of(value)
                        .orElseThrow(() -> new IllegalArgumentException("fault=" + value + ": expected one of "
                                + Arrays.stream(StoreFault.values())
                                        .map(StoreFault::label)
                                        .collect(Collectors.joining(", "))));
            case "share" -> share = number(value, 0, 1, "share=" + value + ": expected a number from 0 to 1");
            case "size" ->
                megabytes = (int) number(
                        value,
                        1,
                        MOST_MEGABYTES,
                        "size=" + value + ": expected megabytes, from 1 to " + MOST_MEGABYTES);
            default -> throw new IllegalArgumentException(key + " is no key of a step; the keys are " + KEYS);
        }
    }

    private static StoreLatency latency(String value) {
        String form = "latency=" + value + ": expected, in milliseconds, fixed:5, uniform:1:20, lognormal:median:p99"
                + " or percentiles:50=5,99=40";
        int at = value.indexOf(':');
        if (at < 0) {
            throw new IllegalArgumentException(form);
        }
        String of = value.substring(at + 1);
        switch (value.substring(0, at)) {
            case "fixed" -> {
                return StoreLatency.fixed(number(of, 0, MOST_MILLIS, form));
            }
            case "uniform" -> {
                String[] ends = parts(of, 2, form);
                double from = number(ends[0], 0, MOST_MILLIS, form);
                return StoreLatency.uniform(from, number(ends[1], from, MOST_MILLIS, form));
            }
            case "lognormal" -> {
                String[] ends = parts(of, 2, form);
                double median = number(ends[0], Double.MIN_NORMAL, MOST_MILLIS, form);
                return StoreLatency.logNormal(median, number(ends[1], median, MOST_MILLIS, form));
            }
            case "percentiles" -> {
                return percentiles(of, form);
            }
            default -> throw new IllegalArgumentException(form);
        }
    }

    private static StoreLatency percentiles(String of, String form) {
        Map<Double, Double> points = new TreeMap<>();
        double percent = 0;
        double millis = 0;
        for (String point : of.split(",", -1)) {
            int at = Math.max(0, point.indexOf('='));
            percent = number(point.substring(0, at), percent, 100, form);
            millis = number(point.substring(Math.min(at + 1, point.length())), millis, MOST_MILLIS, form);
            if (points.put(percent, millis) != null) {
                throw new IllegalArgumentException(form);
            }
        }
        return StoreLatency.percentiles(points);
    }

    private static String[] parts(String value, int count, String form) {
        String[] parts = value.split(":", -1);
        if (parts.length != count) {
            throw new IllegalArgumentException(form);
        }
        return parts;
    }

    private static double number(String text, double least, double most, String form) {
        try {
            double number = Double.parseDouble(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(form, e);
        }
        throw new IllegalArgumentException(form);
    }
}
