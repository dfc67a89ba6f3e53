package org.labledger.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Measured times in ms, in rounds; and the processor time that a server took for them. */
final class Samples {

    private final List<double[]> rounds = new ArrayList<>();
    private double cpuMillis;
    private double wallMillis;
    private final Map<Integer, Integer> refused = new TreeMap<>();

    /**
     * Adds the times of one round.
     *
     * @param millis how long each request took
     * @param cpu the processor time of the server in all, in ms
     */
    void add(List<Double> millis, double cpu) {
        rounds.add(millis.stream().mapToDouble(Double::doubleValue).toArray());
        cpuMillis += cpu;
        wallMillis += millis.stream().mapToDouble(Double::doubleValue).sum();
    }

    /** Adds what was measured elsewhere. */
    void addAll(Samples others) {
        rounds.addAll(others.rounds);
        cpuMillis += others.cpuMillis;
        wallMillis += others.wallMillis;
        addRefused(others.refused);
    }

    /** Adds numbers of requests that were not answered, by status. */
    void addRefused(Map<Integer, Integer> others) {
        others.forEach((status, count) -> refused.merge(status, count, Integer::sum));
    }

    /** Returns how many requests were not answered, by status; an empty text if there are none. */
    String refused() {
        return refused.isEmpty()
                ? ""
                : refused.toString().replaceAll("[{}]", "").replace("=", ": ");
    }

    /** Returns the number of requests. */
    int count() {
        return rounds.stream().mapToInt(round -> round.length).sum();
    }

    /** Returns the time that all requests took, in ms. */
    double total() {
        return wallMillis;
    }

    /** Returns the median; not a number if nothing was measured. */
    double median() {
        return quantile(0.5);
    }

    /** Returns the value below which this part of all lies. */
    double quantile(double part) {
        return quantile(rounds.stream().flatMapToDouble(Arrays::stream).sorted().toArray(), part);
    }

    /** Returns the processor time for each request, in ms; not a number if there were none. */
    double cpu() {
        return count() == 0 ? Double.NaN : cpuMillis / count();
    }

    /** Returns how far the medians of the rounds lie apart: the largest by the smallest. */
    double spread() {
        double[] medians =
                rounds.stream()
                        .mapToDouble(
                                round -> quantile(Arrays.stream(round).sorted().toArray(), 0.5))
                        .sorted()
                        .toArray();
        return medians.length == 0 ? Double.NaN : medians[medians.length - 1] / medians[0];
    }

    private static double quantile(double[] sorted, double part) {
        return sorted.length == 0
                ? Double.NaN
                : sorted[(int) Math.min(sorted.length - 1, part * sorted.length)];
    }

    /** Returns the geometric mean of the numbers that are some. */
    static double geometricMean(List<Double> values) {
        return Math.exp(
                values.stream()
                        .filter(value -> !value.isNaN())
                        .mapToDouble(Math::log)
                        .average()
                        .orElse(Double.NaN));
    }
}
