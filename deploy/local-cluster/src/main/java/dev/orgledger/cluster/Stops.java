package dev.orgledger.cluster;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Stops several things. */
final class Stops {

    private Stops() {
    }

    /** All at once, each also where another fails; what the first of those threw, for when the rest is closed. */
    static Optional<Throwable> atOnce(List<Runnable> stops) {
        List<? extends Future<?>> stopped;
        try (ExecutorService stopping = Executors.newVirtualThreadPerTaskExecutor()) {
            stopped = stops.stream().map(stopping::submit).toList();
        }
        return stopped.stream().filter(stop -> stop.state() == Future.State.FAILED)
                .<Throwable>map(Future::exceptionNow)
                .findFirst();
    }
}
