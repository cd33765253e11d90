package dev.orgledger.cluster;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Starts again what has ended, as the service manager of a real machine does: each part by itself, since one may wait for another.
 * As long as it watches, this process runs.
 */
final class Watch implements AutoCloseable {

    private static final Duration LOOK = Duration.ofMillis(500);
    private static final Duration PAUSE = Duration.ofSeconds(5);

    private final CountDownLatch closed = new CountDownLatch(1);
    private final List<Thread> threads;

    Watch(List<Part> parts) {
        threads = parts.stream().map(part -> Thread.ofPlatform().name("watch-" + part.name()).start(() -> watch(part)))
                .toList();
    }

    private void watch(Part part) {
        try {
            Duration pause = LOOK;
            while (!closed.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                pause = part.wanted() && !part.runs() && !again(part) ? PAUSE : LOOK;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean again(Part part) {
        System.out.println(part.name() + " has ended and is started again.");
        try {
            part.start();
            System.out.println(part.name() + " is there again.");
            return true;
        } catch (RuntimeException e) {
            if (closed.getCount() > 0) {
                System.out.println(part.name() + " does not start: " + e.getMessage());
            }
            return false;
        }
    }

    /** What is being started then is stopped by whoever stops everything. */
    @Override
    public void close() {
        closed.countDown();
        threads.forEach(Thread::interrupt);
        try {
            for (Thread thread : threads) {
                thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
