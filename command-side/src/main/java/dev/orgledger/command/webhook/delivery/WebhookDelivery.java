package dev.orgledger.command.webhook.delivery;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;

import dev.orgledger.command.platform.feed.EventFeed;
import dev.orgledger.command.platform.feed.EventFeed.Following;
import dev.orgledger.command.platform.feed.EventFeed.Told;
import dev.orgledger.command.platform.leadership.Leadership;
import dev.orgledger.command.platform.leadership.SoleWorker;
import dev.orgledger.command.platform.leadership.SoleWorker.Term;
import dev.orgledger.command.platform.leadership.SoleWorkers;
import dev.orgledger.command.webhook.WebhookQueue;
import dev.orgledger.command.webhook.WebhookSettings;

/**
 * Delivers while the application runs, on one node. As long as there is no webhook it asks for one now and then, and nothing
 * else. What happened while nobody followed the feed is caught up with from the event store.
 */
final class WebhookDelivery implements SmartLifecycle {

    private static final Duration IDLE = Duration.ofSeconds(1);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration LOOK_FOR_DUE = Duration.ofSeconds(1);
    private static final Duration LOOK_FOR_WEBHOOKS = Duration.ofMinutes(1);
    private static final Duration PURGE = Duration.ofHours(1);

    private final EventFeed events;
    private final WebhookQueue queue;
    private final JdbcOutbox outbox;
    private final Supplier<Courier> couriers;
    private final WebhookSettings settings;
    private final Clock clock;
    private final SoleWorkers workers;
    private @Nullable SoleWorker worker;

    WebhookDelivery(EventFeed events, WebhookQueue queue, JdbcOutbox outbox, Supplier<Courier> couriers,
            WebhookSettings settings, Clock clock, SoleWorkers workers) {
        this.events = events;
        this.queue = queue;
        this.outbox = outbox;
        this.couriers = couriers;
        this.settings = settings;
        this.clock = clock;
        this.workers = workers;
    }

    @Override
    public synchronized void start() {
        if (worker == null) {
            worker = workers.start(Leadership.DELIVERING, "webhook-delivery", this::deliver);
        }
    }

    @Override
    public synchronized void stop() {
        if (worker != null) {
            worker.stop();
            worker = null;
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return worker != null;
    }

    /** Stopped after the web server, as the forwarder. */
    @Override
    public int getPhase() {
        return 0;
    }

    private void deliver(Term term) throws InterruptedException {
        Every purge = new Every(PURGE);
        while (!term.over()) {
            purge(purge);
            if (outbox.anyEnabled()) {
                follow(term, purge);
            } else {
                term.pause(IDLE);
            }
        }
    }

    /** Also where no webhook is enabled any more: what was delivered until then is kept no longer for that. */
    private void purge(Every purge) {
        if (purge.now()) {
            outbox.purge(clock.instant().minus(settings.keep()));
        }
    }

    private void follow(Term term, Every purge) {
        try (Courier courier = couriers.get(); Following feed = events.follow()) {
            // Behind the feed's beginning: nothing falls in between.
            queue.catchUp(null, clock.instant());
            Every due = new Every(LOOK_FOR_DUE);
            Every webhooks = new Every(LOOK_FOR_WEBHOOKS);
            while (!term.over()) {
                Set<String> organizations = feed.poll(POLL).stream().map(Told::orgId).collect(Collectors.toSet());
                if (!organizations.isEmpty()) {
                    queue.catchUp(organizations, clock.instant()).forEach(courier::look);
                }
                if (due.now()) {
                    List<String> ready = outbox.webhooksDue(clock.instant());
                    ready.forEach(courier::look);
                }
                purge(purge);
                if (webhooks.now() && !outbox.anyEnabled()) {
                    return;
                }
            }
        }
    }

    /** Says now and then that it is time; the first time at once. */
    private static final class Every {

        private final long pause;
        private long next = System.nanoTime();

        Every(Duration pause) {
            this.pause = pause.toNanos();
        }

        boolean now() {
            if (System.nanoTime() - next < 0) {
                return false;
            }
            next = System.nanoTime() + pause;
            return true;
        }
    }
}
