package dev.orgledger.command.webhook.delivery;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.apache.hc.client5.http.DnsResolver;

import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;

import dev.orgledger.command.webhook.Outcome;
import dev.orgledger.command.webhook.Receivers;
import dev.orgledger.command.webhook.Webhook;
import dev.orgledger.command.webhook.WebhookUrl;
import dev.orgledger.shared.refusal.ErrorCode;
import dev.orgledger.shared.refusal.Refusal;

/** {@link Receivers} that are asked by {@link Sender}. */
final class PostReceivers implements Receivers {

    /** A name server that does not answer must not keep an administrator waiting: the name is looked at again later. */
    private static final Duration LONGEST_LOOK = Duration.ofSeconds(3);
    private static final Duration SOON = Duration.ofSeconds(1);

    /** Each keeps a thread of the web server waiting for a stranger: most of those stay for everybody else. */
    private static final int TESTS_AT_ONCE = 20;

    private final Bulkhead tests = Bulkhead.of("webhook tests",
            BulkheadConfig.custom().maxConcurrentCalls(TESTS_AT_ONCE).maxWaitDuration(Duration.ZERO).build());
    private final DnsResolver addresses;
    private final Sender sender;
    private final Guards guards;
    private final Messages messages;
    private final JdbcOutbox outbox;
    private final Executor executor;
    private final Clock clock;

    PostReceivers(DnsResolver addresses, Sender sender, Guards guards, Messages messages, JdbcOutbox outbox,
            Executor executor, Clock clock) {
        this.addresses = addresses;
        this.sender = sender;
        this.guards = guards;
        this.messages = messages;
        this.outbox = outbox;
        this.executor = executor;
        this.clock = clock;
    }

    @Override
    public void admit(WebhookUrl url) {
        try {
            CompletableFuture.supplyAsync(() -> resolve(url.host()), executor).get(LONGEST_LOOK.toMillis(),
                    TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Refusal refusal) {
                throw refusal;
            }
            throw new IllegalStateException("a host name was not looked up", e.getCause());
        } catch (TimeoutException slow) {
            return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Refusal.of(ErrorCode.STORE_UNAVAILABLE);
        }
    }

    private InetAddress[] resolve(String host) {
        try {
            return addresses.resolve(host);
        } catch (ReceiverAddresses.Refused refused) {
            throw Refusal.of(ErrorCode.INVALID_URL).with("reason", "private_host");
        } catch (UnknownHostException unknown) {
            return new InetAddress[0];
        }
    }

    @Override
    public Outcome ping(Webhook webhook, String messageId) {
        Guard guard = guards.of(webhook.webhookId());
        if (!tests.tryAcquirePermission()) {
            throw Refusal.of(ErrorCode.TOO_MANY_ATTEMPTS).retryAfter(SOON);
        }
        try {
            return ping(webhook, messageId, guard);
        } finally {
            tests.onComplete();
        }
    }

    private Outcome ping(Webhook webhook, String messageId, Guard guard) {
        if (!guard.bulkhead().tryAcquirePermission()) {
            throw Refusal.of(ErrorCode.TOO_MANY_ATTEMPTS).retryAfter(SOON);
        }
        try {
            Instant now = clock.instant();
            return sender.send(guard, webhook.url(), outbox.secrets(webhook.webhookId(), now), messageId,
                    messages.test(webhook.orgId(), messageId, now));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Refusal.of(ErrorCode.STORE_UNAVAILABLE);
        } finally {
            guard.bulkhead().onComplete();
        }
    }
}
