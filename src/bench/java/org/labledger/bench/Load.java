package org.labledger.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;

/**
 * Several clients that ask one server for some time, each one request after the other.
 *
 * @param side the server
 * @param clients how many ask at once
 * @param requests the requests by number
 * @param next the number of the next request, which all clients share
 * @param millis for how long
 */
record Load(Side side, int clients, IntFunction<byte[]> requests, AtomicInteger next, int millis) {

    /** Runs the clients and waits for them. */
    Samples run() throws Exception {
        Samples samples = new Samples();
        double before = side.processorTime().toNanos() / 1e6;
        List<Double> times = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(clients)) {
            List<Callable<List<Double>>> work = new ArrayList<>();
            for (int i = 0; i < clients; i++) {
                work.add(() -> client(samples));
            }
            for (Future<List<Double>> future : threads.invokeAll(work)) {
                times.addAll(future.get());
            }
        }
        samples.add(times, side.processorTime().toNanos() / 1e6 - before);
        return samples;
    }

    /** Runs the clients; what they measure does not matter. */
    void runQuietly() {
        try {
            run();
        } catch (Exception e) {
            throw new IllegalStateException("The guests could not ask.", e);
        }
    }

    private List<Double> client(Samples samples) throws IOException {
        List<Double> times = new ArrayList<>();
        Map<Integer, Integer> refused = new TreeMap<>();
        long end = System.nanoTime() + millis * 1_000_000L;
        try (Connection connection = new Connection(side.port())) {
            for (long now = System.nanoTime(); now < end; now = System.nanoTime()) {
                byte[] request = requests.apply(next.getAndIncrement());
                long begun = System.nanoTime();
                int status = connection.send(request).status();
                if (status == 200 || status == 304) {
                    times.add((System.nanoTime() - begun) / 1e6);
                } else {
                    refused.merge(status, 1, Integer::sum);
                }
            }
        }
        synchronized (samples) {
            samples.addRefused(refused);
        }
        return times;
    }
}
