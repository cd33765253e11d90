package dev.orgledger.command.webhook.delivery;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;

import dev.orgledger.command.webhook.Deliveries.Kind;
import dev.orgledger.command.webhook.Outcome;
import dev.orgledger.command.webhook.WebhookCommand.DisableWebhook;
import dev.orgledger.shared.role.Principal;

/**
 * Empties the queues: for each webhook one thread at a time, which sends the delivery at the head and waits for what comes of it,
 * before it takes the next. Threads are virtual, as most of their time is a receiver's; what they ask of the store is done by
 * two of the platform, so that commands always find a connection.
 */
final class Courier implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Courier.class);

    private static final int STORE_THREADS = 2;
    private static final Duration PATIENCE_AT_STOP = Duration.ofSeconds(5);

    private final JdbcOutbox outbox;
    private final Messages messages;
    private final Sender sender;
    private final RetrySchedule schedule;
    private final Guards guards;
    private final Consumer<DisableWebhook> disabling;
    private final DeliveryMeters meters;
    private final Clock clock;
    private final ExecutorService rounds = Executors
            .newThreadPerTaskExecutor(Thread.ofVirtual().name("webhook-", 0).factory());
    private final ExecutorService store = Executors.newFixedThreadPool(STORE_THREADS,
            Thread.ofPlatform().daemon().name("webhook-store-", 0).factory());
    /** Webhooks with a thread; true where there is something new to look at once it is done. */
    private final ConcurrentMap<String, Boolean> busy = new ConcurrentHashMap<>();
    private volatile boolean stopping;

    /** @param disabling what is done about a webhook that is given up */
    Courier(JdbcOutbox outbox, Messages messages, Sender sender, RetrySchedule schedule, Guards guards,
            Consumer<DisableWebhook> disabling, DeliveryMeters meters, Clock clock) {
        this.outbox = outbox;
        this.messages = messages;
        this.sender = sender;
        this.schedule = schedule;
        this.guards = guards;
        this.disabling = disabling;
        this.meters = meters;
        this.clock = clock;
    }

    /** Has a look at that webhook's queue, now or as soon as its present delivery is over. */
    void look(String webhookId) {
        if (stopping) {
            return;
        }
        busy.compute(webhookId, (id, known) -> {
            if (known != null) {
                return true;
            }
            rounds.execute(() -> round(id));
            return false;
        });
    }

    private void round(String webhookId) {
        try {
            do {
                empty(webhookId);
            } while (busy.computeIfPresent(webhookId, (id, again) -> again ? Boolean.FALSE : null) != null);
        } catch (InterruptedException e) {
            busy.remove(webhookId);
        } catch (RuntimeException | Error e) {
            // Due deliveries are looked for every second, so this one comes again; an error must not take the thread's place.
            busy.remove(webhookId);
            LOG.warn("A delivery to {} is interrupted and tried again: {}", webhookId, e.getClass().getSimpleName());
        }
    }

    private void empty(String webhookId) throws InterruptedException {
        while (!stopping) {
            Optional<Due> next = ask(() -> outbox.next(webhookId, clock.instant()));
            if (next.isEmpty() || next.get().nextAttemptAt().isAfter(clock.instant()) || !attempt(next.get())) {
                return;
            }
        }
    }

    /** False when the queue has to wait. */
    private boolean attempt(Due due) throws InterruptedException {
        Guard guard = guards.of(due.webhookId());
        CircuitBreaker breaker = guard.breaker();
        if (!breaker.tryAcquirePermission()) {
            return false;
        }
        if (!guard.bulkhead().tryAcquirePermission()) {
            breaker.releasePermission();
            return false;
        }
        Outcome outcome;
        try {
            byte[] body = ask(() -> messages.write(due));
            outcome = sender.send(guard, due.url(), due.secrets(), due.eventId(), body);
        } catch (InterruptedException | RuntimeException | Error e) {
            breaker.releasePermission();
            throw e;
        } finally {
            guard.bulkhead().onComplete();
        }
        if (outcome.delivered()) {
            breaker.onSuccess(outcome.duration().toNanos(), TimeUnit.NANOSECONDS);
        } else {
            breaker.onError(outcome.duration().toNanos(), TimeUnit.NANOSECONDS, new NotDelivered());
        }
        meters.attempted(outcome);
        return settle(due, outcome);
    }

    private boolean settle(Due due, Outcome outcome) throws InterruptedException {
        var attempt = outcome.attempt(due.attempts() + 1);
        if (outcome.delivered()) {
            tell(() -> outbox.delivered(due, attempt));
            return true;
        }
        Optional<Duration> pause = due.kind() == Kind.TEST
                ? Optional.empty()
                : schedule.after(due.failures() + 1, outcome);
        if (pause.isPresent()) {
            tell(() -> outbox.putOff(due, attempt, pause.get()));
            return false;
        }
        if (due.kind() != Kind.TEST) {
            // First: were this node to end in between, nothing that comes later would go before what failed.
            disable(due, RetrySchedule.gone(outcome) ? "gone" : "attempts_exhausted");
        }
        tell(() -> outbox.givenUp(due, attempt));
        return due.kind() == Kind.TEST;
    }

    private void disable(Due due, String reason) throws InterruptedException {
        tell(() -> {
            disabling.accept(new DisableWebhook(due.orgId(), due.webhookId(), reason, new Principal.System()));
            outbox.switchOff(due.webhookId(), reason);
        });
    }

    private void tell(Runnable work) throws InterruptedException {
        ask(() -> {
            work.run();
            return Boolean.TRUE;
        });
    }

    private <T> T ask(Callable<T> question) throws InterruptedException {
        try {
            return store.submit(question).get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause
                    ? cause
                    : new IllegalStateException("the store was not asked", e.getCause());
        }
    }

    /** Waits a little for what is under way; what does not end then is made again by whoever comes next. */
    @Override
    public void close() {
        stopping = true;
        end(rounds);
        end(store);
    }

    private static void end(ExecutorService threads) {
        threads.shutdown();
        try {
            if (!threads.awaitTermination(PATIENCE_AT_STOP.toMillis(), TimeUnit.MILLISECONDS)) {
                threads.shutdownNow();
            }
        } catch (InterruptedException e) {
            threads.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    /** What a breaker counts. */
    private static final class NotDelivered extends Exception {
        private static final long serialVersionUID = 1L;

        NotDelivered() {
            super("not delivered", null, false, false);
        }
    }
}
