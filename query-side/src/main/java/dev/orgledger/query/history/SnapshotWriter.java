package dev.orgledger.query.history;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Makes snapshots in a thread of its own, behind the projection, which never waits for it. What it makes follows from the
 * log alone. What fails is tried again; reads do without meanwhile.
 */
@Component
class SnapshotWriter implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(SnapshotWriter.class);
    private static final Duration PAUSE = Duration.ofSeconds(2);
    private static final Duration DOCUMENTS_FOLLOW = Duration.ofMillis(100);

    private final DueSnapshots due;
    private final Snapshots snapshots;
    private final OrganizationLog log;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "snapshots");

    SnapshotWriter(DueSnapshots due, Snapshots snapshots, OrganizationLog log) {
        this.due = due;
        this.snapshots = snapshots;
        this.log = log;
        thread.setDaemon(true);
        thread.setPriority(Thread.MIN_PRIORITY);
    }

    @Override
    public void start() {
        thread.start();
    }

    @Override
    public void stop() {
        stopped.countDown();
        thread.interrupt();
        try {
            thread.join(Duration.ofSeconds(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return thread.isAlive() && stopped.getCount() > 0;
    }

    private void run() {
        boolean failing = false;
        while (stopped.getCount() > 0) {
            try {
                DueSnapshots.Due next = due.take();
                failing = !written(next, failing);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private boolean written(DueSnapshots.Due next, boolean failingAlready) throws InterruptedException {
        try {
            if (!catchUp(next.orgId(), next.version())) {
                // It is told of an event a moment before the event's document is there.
                due.look(next.orgId(), next.version());
                stopped.await(DOCUMENTS_FOLLOW.toMillis(), TimeUnit.MILLISECONDS);
            }
            return true;
        } catch (RuntimeException | Error e) {
            if (!failingAlready && stopped.getCount() > 0) {
                LOG.warn("Snapshots cannot be made, trying again until they can: {}", e.toString());
            }
            due.look(next.orgId(), next.version());
            stopped.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
            return false;
        }
    }

    /** Makes those of that organization that are due at that version; false while not all of its log is here. */
    boolean catchUp(String orgId, long version) {
        Snapshots.Index index = snapshots.index(orgId);
        if (version < index.due()) {
            return true;
        }
        Fold fold = newest(orgId, index);
        long dueAt = fold.version() + Snapshots.interval(fold.members());
        List<LoggedEvent> next = log.after(orgId, fold.version(), OrganizationLog.STRETCH);
        while (!next.isEmpty() && stopped.getCount() > 0) {
            for (LoggedEvent event : next) {
                fold.add(event);
                if (fold.version() == dueAt && fold.state() instanceof PastState state) {
                    snapshots.store(state);
                    dueAt = fold.version() + Snapshots.interval(fold.members());
                }
            }
            next = log.after(orgId, fold.version(), OrganizationLog.STRETCH);
        }
        return fold.version() >= version;
    }

    private Fold newest(String orgId, Snapshots.Index index) {
        for (Snapshots.Entry entry : index.entries().reversed()) {
            Optional<PastState> state = snapshots.load(orgId, entry.version());
            if (state.isPresent()) {
                return new Fold(state.get());
            }
        }
        return new Fold();
    }
}
