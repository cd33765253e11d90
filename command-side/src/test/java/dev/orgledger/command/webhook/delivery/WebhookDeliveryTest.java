package dev.orgledger.command.webhook.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import dev.orgledger.command.platform.leadership.SoleWorkers;
import dev.orgledger.command.webhook.Deliveries;
import dev.orgledger.command.webhook.Deliveries.Attempt;
import dev.orgledger.command.webhook.SigningSecret;
import dev.orgledger.command.webhook.Subscription;
import dev.orgledger.command.webhook.Webhook;
import dev.orgledger.command.webhook.WebhookQueue;
import dev.orgledger.command.webhook.WebhookSettings;
import dev.orgledger.command.webhook.WebhookUrl;
import dev.orgledger.command.webhook.Webhooks;
import dev.orgledger.shared.envelope.Ids;

/** The worker itself, on a real PostgreSQL. */
@SpringBootTest(classes = DeliveryApplication.class)
class WebhookDeliveryTest {

    private static final Duration KEEP = Duration.ofDays(7);

    @Autowired
    JdbcClient jdbc;
    @Autowired
    JdbcOutbox outbox;
    @Autowired
    Webhooks webhooks;
    @Autowired
    WebhookQueue queue;
    @Autowired
    Deliveries deliveries;
    @Autowired
    SoleWorkers workers;

    @DynamicPropertySource
    static void store(DynamicPropertyRegistry registry) {
        CourierTest.store(registry);
    }

    @Test
    void givenNoWebhookThatIsEnabledWhenTimePassesThenWhatIsOverGoesNevertheless() {
        jdbc.sql("UPDATE webhook SET enabled = false").update();
        Instant now = Instant.now();
        Webhook hook = new Webhook(Ids.webhook(), Ids.organization(), "Test",
                new WebhookUrl("https://hooks.acme.example/in"), new Subscription(List.of("*")), false, "gone", now);
        webhooks.created(hook, SigningSecret.generate(), 0);
        tested(hook, "dlv_old_" + hook.webhookId(), now.minus(KEEP).minusSeconds(1));
        tested(hook, "dlv_new_" + hook.webhookId(), now.minus(KEEP).plus(Duration.ofHours(1)));
        WebhookDelivery delivery = new WebhookDelivery(() -> {
            throw new IllegalStateException("there is nothing to follow");
        }, queue, outbox, () -> {
            throw new IllegalStateException("there is nothing to deliver");
        }, new WebhookSettings(false, KEEP, Duration.ofSeconds(1)), Clock.systemUTC(), workers);

        delivery.start();
        try {
            await().atMost(Duration.ofSeconds(20)).until(() -> kept(hook).size() == 1);
        } finally {
            delivery.stop();
        }

        assertThat(kept(hook)).containsExactly("dlv_new_" + hook.webhookId());
    }

    private void tested(Webhook hook, String deliveryId, Instant at) {
        deliveries.tested(hook, deliveryId, "msg_" + deliveryId, true, new Attempt(1, at, 200, 1, null, null));
    }

    private List<String> kept(Webhook hook) {
        return deliveries.of(hook.webhookId(), null, null, 10, 0).stream().map(Deliveries.Delivery::deliveryId)
                .toList();
    }
}
