package dev.orgledger.command.platform.kafka;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;

import io.github.resilience4j.core.IntervalFunction;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

import dev.orgledger.command.platform.eventstore.CommitListener;
import dev.orgledger.command.platform.leadership.Leadership;
import dev.orgledger.edge.trace.Traces;

/**
 * Carries every stored event to Kafka, in the store's order, by one thread of one node. It keeps no position: the topics
 * themselves say where to go on. Trouble with Kafka or PostgreSQL is waited out, however long it lasts.
 */
final class Forwarder implements SmartLifecycle, CommitListener {

    private static final Logger LOG = LoggerFactory.getLogger(Forwarder.class);

    private static final int BATCH = 1000;
    /** A batch costs much the same whatever it holds, so a small one is not followed by the next at once. */
    private static final int SMALL = 200;
    private static final Duration GATHERING = Duration.ofMillis(20);
    private static final Duration POLL = Duration.ofMillis(25);
    /** While a position is open that a running command has taken, or that one gave up. */
    private static final Duration POLL_AT_GAP = Duration.ofMillis(5);
    private static final Duration CANDIDACY = Duration.ofSeconds(1);
    private static final Duration SIGN_OF_LIFE = Duration.ofSeconds(1);
    private static final Duration CHECK = Duration.ofSeconds(5);
    private static final int REPEATED_AT_ONCE = 10;
    private static final Duration PATIENCE_AT_STOP = Duration.ofSeconds(10);
    private static final long UNKNOWN = -1;

    private final DataSource dataSource;
    private final KafkaSettings kafka;
    private final Clock clock;
    private final Traces traces;
    private final IntervalFunction backoff = IntervalFunction.ofExponentialRandomBackoff(200, 2.0, 0.3, 5000);
    private final Semaphore signals = new Semaphore(0);

    private volatile @Nullable Thread thread;
    private volatile boolean stopping;
    private volatile long forwarded = UNKNOWN;
    private volatile boolean doneByAnother;
    private volatile boolean forwarding;
    private final AtomicLong events = new AtomicLong();
    private final AtomicLong interruptions = new AtomicLong();
    private String state = "";
    private Map<TopicPartition, Long> limits = Map.of();
    private long again = Long.MAX_VALUE;

    Forwarder(DataSource dataSource, KafkaSettings kafka, Clock clock, Traces traces) {
        this.dataSource = dataSource;
        this.kafka = kafka;
        this.clock = clock;
        this.traces = traces;
    }

    /** What was committed is looked for at once, not at the next turn. */
    @Override
    public void committed() {
        signal();
    }

    private void signal() {
        if (signals.availablePermits() == 0) {
            signals.release();
        }
    }

    /** The position up to which everything is on Kafka; empty before this node has ever looked. */
    OptionalLong reached() {
        long known = forwarded;
        return known == UNKNOWN ? OptionalLong.empty() : OptionalLong.of(known);
    }

    /** Whether another node forwards, as far as this one knows. */
    boolean doneByAnother() {
        return doneByAnother;
    }

    /** Whether this node forwards: it has the right to, reaches the store and Kafka, and has found where to go on. */
    boolean forwarding() {
        return forwarding;
    }

    /** Events that this node has forwarded. */
    long events() {
        return events.get();
    }

    /** How often it was interrupted by trouble. */
    long interruptions() {
        return interruptions.get();
    }

    @Override
    public synchronized void start() {
        if (thread == null) {
            stopping = false;
            Thread started = new Thread(this::run, "forwarder");
            started.setDaemon(true);
            thread = started;
            started.start();
        }
    }

    /** Lets the batch on the way finish; what is not sent then follows after the next start. */
    @Override
    public synchronized void stop() {
        Thread running = thread;
        if (running == null) {
            return;
        }
        stopping = true;
        signal();
        try {
            if (!running.join(PATIENCE_AT_STOP)) {
                running.interrupt();
                running.join(PATIENCE_AT_STOP);
            }
        } catch (InterruptedException e) {
            running.interrupt();
            Thread.currentThread().interrupt();
        }
        thread = null;
    }

    @Override
    public boolean isRunning() {
        Thread running = thread;
        return running != null && running.isAlive();
    }

    /** Started before the web server and stopped after it. */
    @Override
    public int getPhase() {
        return 0;
    }

    private void run() {
        int failures = 0;
        try {
            while (!stopping) {
                long before = forwarded;
                try {
                    forwardWhileLeader();
                    failures = 0;
                } catch (SQLException | RuntimeException | Error e) {
                    // An error, too: without this thread nothing would be forwarded until the next start.
                    if (e instanceof EndMovedBack moved) {
                        limits = moved.ends();
                    } else if (e instanceof SentByAnother strangers) {
                        again = Math.min(again, strangers.behind());
                    }
                    interruptions.incrementAndGet();
                    failures = forwarded > before ? 1 : failures + 1;
                    report("is interrupted and tries again: " + Trouble.describe(e));
                    pause(Duration.ofMillis(backoff.apply(failures)));
                }
            }
        } catch (InterruptedException e) {
            LOG.debug("forwarder interrupted");
        }
    }

    private void forwardWhileLeader() throws SQLException, InterruptedException {
        Optional<Leadership> won = Leadership.tryTo(dataSource, Leadership.FORWARDING);
        doneByAnother = won.isEmpty();
        if (won.isEmpty()) {
            report("is done by another node");
            pause(CANDIDACY);
            return;
        }
        try (Leadership leadership = won.get()) {
            new TopicCreation(kafka).ensure();
            try (Publication publication = Publication.begin(kafka, clock, traces, limits, again)) {
                limits = Map.of();
                again = Long.MAX_VALUE;
                ForgottenRecords forgotten = new ForgottenRecords(leadership.connection());
                DueTombstones due = new DueTombstones(leadership.connection(), DueTombstones.What.RECORDS);
                forward(new EventLog(leadership.connection(), BATCH), new StateAgain(leadership.connection()),
                        new Batches(new VaultRows(leadership.connection()),
                                new StateRecords(new OrganizationStates(leadership.connection())), forgotten),
                        forgotten, due, publication);
            }
        } finally {
            forwarding = false;
        }
    }

    private void forward(EventLog log, StateAgain again, Batches batches, ForgottenRecords forgotten, DueTombstones due,
            Publication publication) throws SQLException, InterruptedException {
        long position = publication.resumedBehind();
        if (position > log.last()) {
            throw new IllegalStateException("the topics are ahead of the event store: they belong to another one");
        }
        forwarded = position;
        report("goes on");
        forwarding = true;
        long spoke = System.nanoTime();
        long checked = spoke;
        long asked = spoke;
        boolean more = false;
        while (!stopping) {
            if (more || System.nanoTime() - asked >= SIGN_OF_LIFE.toNanos()) {
                more = again.next(position, publication);
                asked = System.nanoTime();
            }
            if (System.nanoTime() - checked >= CHECK.toNanos()) {
                publication.check();
                repeatTombstones(forgotten, due, publication, position);
                checked = System.nanoTime();
            }
            EventLog.Batch batch = log.after(position);
            if (batch.upTo() > position) {
                long began = System.nanoTime();
                List<ProducerRecord<String, byte[]>> records = batches.records(batch.events());
                publication.send(records, batch.upTo());
                position = batch.upTo();
                forwarded = position;
                events.addAndGet(batch.events().size());
                spoke = System.nanoTime();
                if (batch.events().size() < SMALL) {
                    LockSupport.parkNanos(GATHERING.toNanos() - (spoke - began));
                }
            } else {
                if (System.nanoTime() - spoke >= SIGN_OF_LIFE.toNanos()) {
                    publication.await();
                    publication.watermark(position);
                    spoke = System.nanoTime();
                }
                if (!more) {
                    pause(batch.last() > position ? POLL_AT_GAP : POLL);
                }
            }
        }
        publication.await();
    }

    private void repeatTombstones(ForgottenRecords forgotten, DueTombstones due, Publication publication, long position)
            throws SQLException, InterruptedException {
        Instant now = clock.instant();
        for (Map.Entry<String, Long> each : due.at(now, position, REPEATED_AT_ONCE).entrySet()) {
            publication.send(forgotten.again(each.getKey(), each.getValue()), position);
            due.sent(List.of(each.getKey()), now);
        }
    }

    private void pause(Duration atMost) throws InterruptedException {
        if (!stopping && signals.tryAcquire(atMost.toNanos(), TimeUnit.NANOSECONDS)) {
            signals.drainPermits();
        }
    }

    /** Once for each change. */
    private void report(String now) {
        if (!now.equals(state)) {
            state = now;
            LOG.info("Forwarding to Kafka {}", now);
        }
    }
}
