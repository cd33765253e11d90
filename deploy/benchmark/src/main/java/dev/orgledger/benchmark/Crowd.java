package dev.orgledger.benchmark;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Many clients at once, each of which makes its call again and again: how many a second, and how long each took. */
final class Crowd {

    private final List<Call> calls;
    private final List<Duration> times = new ArrayList<>();
    private long nanos;

    Crowd(List<Call> calls) {
        this.calls = calls;
    }

    /** Goes on for that long, and adds it to what was measured. */
    void run(Duration time) throws InterruptedException, ExecutionException {
        long from = System.nanoTime();
        List<Future<List<Duration>>> clients = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Call call : calls) {
                clients.add(threads.submit(() -> repeat(call, from + time.toNanos())));
            }
        }
        nanos += System.nanoTime() - from;
        for (Future<List<Duration>> client : clients) {
            times.addAll(client.get());
        }
    }

    private static List<Duration> repeat(Call call, long until) throws Exception {
        List<Duration> times = new ArrayList<>();
        long from = System.nanoTime();
        while (from < until) {
            call.make();
            long now = System.nanoTime();
            times.add(Duration.ofNanos(now - from));
            from = now;
        }
        return times;
    }

    double perSecond() {
        return times.size() / (nanos / 1e9);
    }

    Latencies latencies() {
        return Latencies.of(times);
    }
}
