package dev.orgledger.cluster;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Starts again what has ended, as the service manager of a real machine does. As long as it watches, this process runs. */
final class Watch implements AutoCloseable {

    private static final Duration LOOK = Duration.ofMillis(500);
    private static final Duration PAUSE = Duration.ofSeconds(5);

    private final List<Part> parts;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread = Thread.ofPlatform().name("watch").unstarted(this::run);

    Watch(List<Part> parts) {
        this.parts = parts;
        thread.start();
    }

    private void run() {
        try {
            Duration pause = LOOK;
            while (!closed.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                pause = LOOK;
                for (Part part : parts) {
                    if (part.wanted() && !part.runs() && !again(part)) {
                        pause = PAUSE;
                    }
                }
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
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
