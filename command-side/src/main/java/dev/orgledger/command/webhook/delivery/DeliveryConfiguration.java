package dev.orgledger.command.webhook.delivery;

import java.time.Clock;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;

import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.micrometer.core.instrument.MeterRegistry;

import dev.orgledger.command.platform.dispatch.SystemCommands;
import dev.orgledger.command.platform.feed.EventFeed;
import dev.orgledger.command.platform.leadership.SoleWorkers;
import dev.orgledger.command.webhook.WebhookQueue;
import dev.orgledger.command.webhook.WebhookSettings;

/** The beans of delivering. A bean of type {@link DnsResolver} takes the place of the system's resolver. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(WebhookSettings.class)
class DeliveryConfiguration {

    /** Attempts wait here for their receivers. */
    @Bean(destroyMethod = "shutdownNow", defaultCandidate = false)
    ExecutorService webhookAttempts() {
        return Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("webhook-attempt-", 0).factory());
    }

    @Bean
    Sender webhookSender(ObjectProvider<DnsResolver> names, WebhookSettings settings,
            @Qualifier("webhookAttempts") ExecutorService attempts,
            Clock clock) {
        return new Sender(names.getIfAvailable(() -> SystemDefaultDnsResolver.INSTANCE), settings, attempts, clock);
    }

    @Bean
    Guards webhookGuards(WebhookSettings settings, Clock clock) {
        return new Guards(settings.timeout(), clock);
    }

    @Bean
    PostReceivers webhookReceivers(ObjectProvider<DnsResolver> names, Sender sender, Guards guards, Messages messages,
            JdbcOutbox outbox, WebhookSettings settings,
            @Qualifier("webhookAttempts") ExecutorService attempts,
            Clock clock) {
        return new PostReceivers(
                new ReceiverAddresses(names.getIfAvailable(() -> SystemDefaultDnsResolver.INSTANCE),
                        settings.allowLoopback()),
                sender, guards, messages, outbox, attempts, clock);
    }

    @Bean
    WebhookDelivery webhookDelivery(SoleWorkers workers, EventFeed events, WebhookQueue queue, JdbcOutbox outbox,
            Messages messages, Sender sender, Guards guards, SystemCommands commands, WebhookSettings settings,
            Clock clock, ObjectProvider<MeterRegistry> meters) {
        RetrySchedule schedule = new RetrySchedule(() -> ThreadLocalRandom.current().nextDouble());
        DeliveryMeters counted = new DeliveryMeters(meters.getIfAvailable());
        return new WebhookDelivery(events, queue, outbox,
                () -> new Courier(outbox, messages, sender, schedule, guards, commands::send, counted, clock), settings,
                clock, workers);
    }
}
