package dev.orgledger.command.webhook.delivery;

import static dev.orgledger.command.webhook.delivery.Receiver.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.OutputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import java.util.stream.LongStream;

import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.impl.InMemoryDnsResolver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import dev.orgledger.command.platform.vault.Forgets;
import dev.orgledger.command.platform.vault.People;
import dev.orgledger.command.platform.vault.People.Person;
import dev.orgledger.command.webhook.Deliveries;
import dev.orgledger.command.webhook.Deliveries.Attempt;
import dev.orgledger.command.webhook.Deliveries.Delivery;
import dev.orgledger.command.webhook.Deliveries.Status;
import dev.orgledger.command.webhook.SigningSecret;
import dev.orgledger.command.webhook.Subscription;
import dev.orgledger.command.webhook.Webhook;
import dev.orgledger.command.webhook.WebhookCommand.DisableWebhook;
import dev.orgledger.command.webhook.WebhookQueue;
import dev.orgledger.command.webhook.WebhookSettings;
import dev.orgledger.command.webhook.WebhookUrl;
import dev.orgledger.command.webhook.Webhooks;
import dev.orgledger.shared.envelope.DomainEvent;
import dev.orgledger.shared.envelope.EventJson;
import dev.orgledger.shared.envelope.EventTypes;
import dev.orgledger.shared.envelope.Ids;
import dev.orgledger.shared.member.MemberEvent.MemberJoined;
import dev.orgledger.shared.organization.OrganizationEvent.OrgCreated;
import dev.orgledger.shared.policy.PersonFacts;
import dev.orgledger.shared.role.Role;
import dev.orgledger.store.TestStore;

/** Queues on a real PostgreSQL, receivers on real sockets; time is the test's. */
@SpringBootTest(classes = DeliveryApplication.class)
class CourierTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final Instant START = Instant.parse("2026-11-26T10:00:00Z");

    @Autowired
    JdbcClient jdbc;
    @Autowired
    JdbcOutbox outbox;
    @Autowired
    Messages messages;
    @Autowired
    Webhooks webhooks;
    @Autowired
    WebhookQueue queue;
    @Autowired
    Deliveries deliveries;
    @Autowired
    People people;

    private final Hand clock = new Hand();
    private final List<DisableWebhook> disabled = new CopyOnWriteArrayList<>();
    private final ExecutorService attempts = Executors.newVirtualThreadPerTaskExecutor();
    private final List<AutoCloseable> open = new ArrayList<>();
    private final String org = Ids.organization();
    private final String person = Ids.person();
    private final Receiver receiver = new Receiver();

    @DynamicPropertySource
    static void store(DynamicPropertyRegistry registry) {
        registry.add("spring.datasource.url", () -> TestStore.server().jdbcUrl());
        registry.add("spring.datasource.username", () -> TestStore.server().user());
        registry.add("spring.datasource.password", () -> TestStore.server().password());
        registry.add("spring.datasource.hikari.maximum-pool-size", () -> 6);
        registry.add("orgledger.secret", () -> "0123456789abcdef0123456789abcdef");
    }

    @AfterEach
    void close() throws Exception {
        receiver.close();
        for (AutoCloseable each : open) {
            each.close();
        }
        attempts.shutdownNow();
    }

    @Test
    void givenEventsWhenQueuedThenTheyArriveOnceInOrderEachWithTheOneBefore() {
        joined(1);
        Webhook hook = hook(receiver.url("/in"), "*", 1);
        joined(5);
        Courier courier = courier();

        catchUpAndLook(courier, hook);
        until(() -> receiver.got.size() == 5);
        catchUpAndLook(courier, hook);
        joined(2);
        catchUpAndLook(courier, hook);
        until(() -> receiver.got.size() == 7);

        assertThat(receiver.versions()).containsExactly(2L, 3L, 4L, 5L, 6L, 7L, 8L);
        assertThat(receiver.got.get(0).json().get("previous_version").isNull()).isTrue();
        assertThat(receiver.got.subList(1, 7)).extracting(got -> got.json().get("previous_version").asLong())
                .containsExactly(2L, 3L, 4L, 5L, 6L, 7L);
        assertThat(of(hook)).allSatisfy(delivery -> assertThat(delivery.status()).isEqualTo(Status.SUCCESS));
    }

    @Test
    void givenASubscriptionWhenOtherThingsHappenThenTheyAreNotToldAndThePreviousVersionSkipsThem() {
        Webhook hook = hook(receiver.url("/in"), "organization.created", 0);
        created();
        joined(2);
        created();
        catchUpAndLook(courier(), hook);
        until(() -> receiver.got.size() == 2);

        assertThat(receiver.versions()).containsExactly(1L, 4L);
        assertThat(receiver.got.get(1).json().get("previous_version").asLong()).isEqualTo(1);
    }

    @Test
    void givenAMemberWhenToldThenThePersonsAddressIsThatOfTheMoment() {
        Webhook hook = hook(receiver.url("/in"), "*", 0);
        people.save(new Person(person, person + "@old.test", null, null, null, START, PersonFacts.UNKNOWN));
        joined(2);
        queue.catchUp(List.of(org), clock.instant());
        people.save(new Person(person, person + "@new.test", null, null, null, START, PersonFacts.UNKNOWN));
        courier().look(hook.webhookId());
        until(() -> receiver.got.size() == 2);

        assertThat(receiver.got.getFirst().json().at("/data/people/0/email").asString())
                .isEqualTo(person + "@new.test");
        assertThat(receiver.got.getFirst().json().at("/data/person_id").asString()).isEqualTo(person);
        assertThat(receiver.got.getFirst().body()).doesNotContain("@old.test");
    }

    @Test
    void givenAFailureWhenThePauseIsOverThenTheSameComesAgainBeforeAnythingElse() {
        Webhook hook = hook(receiver.url("/in"), "*", 0);
        joined(3);
        receiver.answers(status(500));
        Courier courier = courier();
        catchUpAndLook(courier, hook);
        until(() -> oldest(hook).attemptCount() == 1);
        courier.look(hook.webhookId());
        clock.pass(Duration.ofSeconds(4));
        courier.look(hook.webhookId());
        receiver.answers(status(200));
        clock.pass(Duration.ofSeconds(2));
        courier.look(hook.webhookId());
        until(() -> of(hook).getFirst().status() == Status.SUCCESS);

        assertThat(receiver.versions()).containsExactly(1L, 1L, 2L, 3L);
        List<Attempt> made = oldest(hook).attempts();
        assertThat(made).extracting(Attempt::responseStatus).containsExactly(500, 200);
        assertThat(made.getFirst().responseBody()).isEqualTo("answer 500");
        assertThat(receiver.got).extracting(got -> got.headers().getFirst("webhook-id")).element(1)
                .isEqualTo(receiver.got.getFirst().headers().getFirst("webhook-id"));
    }

    @Test
    void givenTenFailuresWhenEnabledAgainThenItGoesOnWithTheFirstUndelivered() {
        Webhook hook = hook(receiver.url("/in"), "*", 0);
        joined(2);
        receiver.answers(status(503));
        Courier courier = courier();
        catchUpAndLook(courier, hook);
        for (int failures = 1; failures <= 10; failures++) {
            int expected = failures;
            until(() -> oldest(hook).attemptCount() == expected);
            clock.pass(Duration.ofHours(27));
            courier.look(hook.webhookId());
        }
        until(() -> !disabled.isEmpty());
        assertThat(disabled).extracting(DisableWebhook::reason).containsExactly("attempts_exhausted");
        until(() -> oldest(hook).status() == Status.FAILED);
        joined(1);
        assertThat(queue.catchUp(List.of(org), clock.instant())).isEmpty();
        assertThat(outbox.webhooksDue(clock.instant())).doesNotContain(hook.webhookId());

        receiver.answers(status(204));
        receiver.got.clear();
        enable(hook);
        clock.pass(Duration.ofMinutes(2));
        courier.look(hook.webhookId());
        until(() -> receiver.got.size() == 3);
        assertThat(receiver.versions()).containsExactly(1L, 2L, 3L);
        assertThat(disabled).hasSize(1);
    }

    @Test
    void givenAReceiverThatIsGoneWhenToldSoThenDisabledAtOnce() {
        Webhook hook = hook(receiver.url("/in"), "*", 0);
        joined(2);
        receiver.answers(status(410));
        catchUpAndLook(courier(), hook);
        until(() -> !disabled.isEmpty() && oldest(hook).status() == Status.FAILED);
        assertThat(disabled.getFirst().reason()).isEqualTo("gone");
        assertThat(receiver.got).hasSize(1);
    }

    @Test
    void givenARedirectWhenAnsweredThenItIsAFailureAndNotFollowed() {
        Webhook hook = hook(receiver.url("/in"), "*", 0);
        joined(1);
        receiver.answers(status(302, "location", receiver.url("/other").text()));
        catchUpAndLook(courier(), hook);
        until(() -> oldest(hook).attemptCount() == 1);
        assertThat(receiver.got).extracting(Receiver.Got::path).containsExactly("/in");
        assertThat(oldest(hook).attempts().getFirst().responseStatus()).isEqualTo(302);
    }

    @Test
    void givenARetryAfterAsDateOrSecondsWhenAnsweredThenItIsHonoured() {
        Webhook hook = hook(receiver.url("/in"), "*", 0);
        joined(1);
        receiver.answers(status(429, "retry-after", "Thu, 26 Nov 2026 13:00:00 GMT"));
        Courier courier = courier();
        catchUpAndLook(courier, hook);
        until(() -> oldest(hook).attemptCount() == 1);
        assertThat(nextAttempt(hook)).isBetween(Instant.parse("2026-11-26T13:00:00Z"),
                Instant.parse("2026-11-26T13:00:05Z"));
        receiver.answers(status(503, "retry-after", "7200"));
        clock.pass(Duration.ofHours(4));
        courier.look(hook.webhookId());
        until(() -> oldest(hook).attemptCount() == 2);
        assertThat(nextAttempt(hook)).isAfterOrEqualTo(clock.instant().plus(Duration.ofHours(2)));
        receiver.answers(status(503, "retry-after", "whenever"));
        clock.pass(Duration.ofHours(3));
        courier.look(hook.webhookId());
        until(() -> oldest(hook).attemptCount() == 3);
        assertThat(nextAttempt(hook)).isBetween(clock.instant().plus(Duration.ofMinutes(30)),
                clock.instant().plus(Duration.ofMinutes(34)));
    }

    @Test
    void givenAReceiverThatHangsWhenOthersAreWellThenTheyDoNotWait() {
        Receiver hanging = new Receiver();
        open.add(hanging);
        hanging.answers(hanging.hang());
        Webhook slow = hook(hanging.url("/in"), "*", 0);
        Webhook quick = hook(receiver.url("/in"), "*", 0);
        joined(20);
        Courier courier = courier();
        catchUpAndLook(courier, slow);
        until(() -> hanging.underWay.get() == 1);
        courier.look(quick.webhookId());
        until(() -> receiver.got.size() == 20);

        assertThat(hanging.got).hasSize(1);
        until(() -> oldest(slow).attemptCount() == 1);
        assertThat(oldest(slow).attempts().getFirst().error()).isEqualTo("timed_out");
        assertThat(oldest(slow).attempts().getFirst().durationMillis()).isGreaterThanOrEqualTo(
                (int) TIMEOUT.toMillis());
    }

    @Test
    void givenAnEndlessAnswerWhenItConfirmsThenItsBeginningIsKeptAndTheRestNotRead() {
        Webhook hook = hook(receiver.url("/in"), "*", 0);
        joined(2);
        receiver.answers(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            byte[] part = "x".repeat(1024).getBytes(StandardCharsets.US_ASCII);
            OutputStream out = exchange.getResponseBody();
            while (true) {
                out.write(part);
            }
        });
        catchUpAndLook(courier(), hook);
        until(() -> of(hook).getFirst().status() == Status.SUCCESS);
        assertThat(oldest(hook).attempts().getFirst().responseBody()).hasSize(Sender.MOST_OF_AN_ANSWER);
    }

    @Test
    void givenAnAnswerThatNeverEndsWhenItTricklesThenTimedOut() {
        Webhook hook = hook(receiver.url("/in"), "*", 0);
        joined(1);
        receiver.answers(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write('x');
            exchange.getResponseBody().flush();
            receiver.hang().to(exchange);
        });
        catchUpAndLook(courier(), hook);
        until(() -> oldest(hook).attemptCount() == 1);
        assertThat(oldest(hook).attempts().getFirst().error()).isEqualTo("timed_out");
    }

    @Test
    void givenAConnectionThatIsClosedAtOnceOrNobodyThereThenItIsSaid() {
        Webhook hook = hook(receiver.url("/in"), "*", 0);
        joined(1);
        receiver.answers(exchange -> exchange.close());
        Courier courier = courier();
        catchUpAndLook(courier, hook);
        until(() -> oldest(hook).attemptCount() == 1);
        receiver.close();
        clock.pass(Duration.ofMinutes(1));
        courier.look(hook.webhookId());
        until(() -> oldest(hook).attemptCount() == 2);
        assertThat(oldest(hook).attempts()).extracting(Attempt::error).containsExactly("no_answer",
                "connection_failed");
    }

    @Test
    void givenANameThatStandsForThisMachineMeanwhileWhenDeliveringThenNothingIsSent() {
        InMemoryDnsResolver names = new InMemoryDnsResolver();
        names.add("hooks.example.com", InetAddress.getLoopbackAddress());
        Webhook hook = hook(new WebhookUrl("https://hooks.example.com:" + receiver.port() + "/in"), "*", 0);
        joined(1);
        catchUpAndLook(courier(names, false), hook);
        until(() -> oldest(hook).attemptCount() == 1);
        assertThat(oldest(hook).attempts().getFirst().error()).isEqualTo("address_not_allowed");
        assertThat(receiver.got).isEmpty();
    }

    @Test
    void givenLoopbackIsAllowedNoMoreWhenDeliveringThenNothingIsSent() {
        Webhook hook = hook(receiver.url("/in"), "*", 0);
        joined(1);
        catchUpAndLook(courier(SystemDefaultDnsResolver.INSTANCE, false), hook);
        until(() -> oldest(hook).attemptCount() == 1);
        assertThat(oldest(hook).attempts().getFirst().error()).isEqualTo("address_not_allowed");
        assertThat(receiver.got).isEmpty();
    }

    @Test
    void givenAnotherNodeTakesOverWhenItGoesOnThenWhatWasConfirmedIsNotSentAgain() {
        Webhook hook = hook(receiver.url("/in"), "*", 0);
        joined(3);
        Courier first = courier();
        catchUpAndLook(first, hook);
        until(() -> receiver.got.size() == 3);
        first.close();
        joined(2);
        Courier second = courier();
        queue.catchUp(null, clock.instant());
        outbox.webhooksDue(clock.instant()).forEach(second::look);
        until(() -> receiver.got.size() == 5);
        assertThat(receiver.versions()).containsExactly(1L, 2L, 3L, 4L, 5L);
    }

    @Test
    void givenHistoryWhenReplayedThenItComesAgainInOrderBehindWhatWaits() {
        joined(6);
        Webhook hook = hook(receiver.url("/in"), "*", 4);
        Courier courier = courier();
        catchUpAndLook(courier, hook);
        until(() -> receiver.got.size() == 2);
        receiver.got.clear();

        assertThat(webhooks.replayed(hook, 2, 5, clock.instant())).isEqualTo(4);
        assertThat(webhooks.replayed(hook, 2, 5, clock.instant())).as("waits already").isZero();
        joined(1);
        catchUpAndLook(courier, hook);
        until(() -> receiver.got.size() == 5);

        assertThat(receiver.versions()).containsExactly(2L, 3L, 4L, 5L, 7L);
        assertThat(receiver.got).extracting(got -> got.json().get("previous_version").asLong(-1)).containsExactly(-1L,
                2L, 3L, 4L, 6L);
        receiver.got.clear();
        assertThat(webhooks.replayed(hook, 6, 7, clock.instant())).isEqualTo(2);
        courier.look(hook.webhookId());
        until(() -> receiver.got.size() == 2);
        assertThat(receiver.got.getFirst().json().get("previous_version").asLong()).isEqualTo(5);
    }

    @Test
    void givenARotationWithAGraceWhenDeliveringThenBothSecretsSignUntilItIsOver() {
        Webhook hook = hook(receiver.url("/in"), "*", 0);
        SigningSecret second = SigningSecret.generate();
        webhooks.rotated(hook.webhookId(), second, clock.instant().plusSeconds(60));
        joined(1);
        Courier courier = courier();
        catchUpAndLook(courier, hook);
        until(() -> receiver.got.size() == 1);
        clock.pass(Duration.ofMinutes(2));
        joined(1);
        catchUpAndLook(courier, hook);
        until(() -> receiver.got.size() == 2);

        assertThat(signatures(0)).hasSize(2);
        assertThat(signatures(1)).hasSize(1).first().isEqualTo(Signature.of(List.of(second),
                receiver.got.get(1).headers().getFirst("webhook-id"),
                Long.parseLong(receiver.got.get(1).headers().getFirst("webhook-timestamp")),
                receiver.got.get(1).body().getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void givenDeliveriesThatAreOverWhenPurgedThenOnlyWhatMayStillBeNeededStays() {
        Webhook hook = hook(receiver.url("/in"), "*", 0);
        joined(1);
        Courier courier = courier();
        catchUpAndLook(courier, hook);
        until(() -> receiver.got.size() == 1 && of(hook).getFirst().status() == Status.SUCCESS);
        receiver.answers(status(410));
        joined(2);
        catchUpAndLook(courier, hook);
        until(() -> of(hook).get(1).status() == Status.FAILED);

        outbox.purge(clock.instant().minus(Duration.ofDays(1)));
        assertThat(of(hook)).hasSize(3);
        outbox.purge(clock.instant().plus(Duration.ofDays(1)));
        assertThat(of(hook)).extracting(Delivery::status).containsExactly(Status.PENDING, Status.FAILED);
    }

    @Test
    void givenAnAnswerThatRepeatsAnAddressWhenThatPersonIsForgottenThenItIsKeptNoMore() {
        Person known = new Person(person, person + "@Known.test", null, null, null, START, PersonFacts.UNKNOWN);
        people.save(known);
        Webhook hook = hook(receiver.url("/in"), "*", 0);
        joined(2);
        receiver.answers(exchange -> {
            byte[] body = (receiver.got.size() == 1 ? "hello " + person + "@known.TEST" : "hello").getBytes(
                    StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        });
        catchUpAndLook(courier(), hook);
        until(() -> of(hook).getFirst().status() == Status.SUCCESS);
        assertThat(oldest(hook).attempts().getFirst().responseBody()).contains("@known.TEST");

        ((Forgets) deliveries).forget(known);

        assertThat(oldest(hook).attempts().getFirst().responseBody()).isNull();
        assertThat(of(hook).getFirst().attempts().getFirst().responseBody()).isEqualTo("hello");
    }

    private Courier courier() {
        return courier(SystemDefaultDnsResolver.INSTANCE, true);
    }

    private Courier courier(DnsResolver names, boolean allowLoopback) {
        Sender sender = new Sender(names, new WebhookSettings(allowLoopback, Duration.ofDays(7), TIMEOUT), attempts,
                clock);
        Courier courier = new Courier(outbox, messages, sender, new RetrySchedule(() -> 0.5),
                new Guards(TIMEOUT, clock),
                this::disable, new DeliveryMeters(null), clock);
        open.add(courier);
        open.add(sender);
        return courier;
    }

    private void disable(DisableWebhook wish) {
        disabled.add(wish);
        webhooks.updated(webhooks.byId(wish.orgId(), wish.webhookId()).orElseThrow().disabled(wish.reason()));
    }

    private void enable(Webhook hook) {
        webhooks.updated(hook);
        webhooks.resumed(hook, clock.instant());
    }

    private Webhook hook(WebhookUrl url, String events, long version) {
        Webhook hook = new Webhook(Ids.webhook(), org, "Test", url, new Subscription(List.of(events)), true, null,
                clock.instant());
        webhooks.created(hook, SigningSecret.generate(), version);
        return hook;
    }

    private void catchUpAndLook(Courier courier, Webhook hook) {
        queue.catchUp(List.of(org), clock.instant());
        courier.look(hook.webhookId());
    }

    private void joined(int times) {
        LongStream.range(0, times)
                .forEach(time -> happened(new MemberJoined(org, person, Role.READ, null, null)));
    }

    private void created() {
        happened(new OrgCreated(org, person, "Acme", null, null));
    }

    private void happened(DomainEvent event) {
        jdbc.sql("""
                INSERT INTO domain_event_entry (event_identifier, aggregate_identifier, sequence_number, type,
                    payload_type, payload_revision, payload, meta_data, time_stamp)
                SELECT :id, :org, count(*), 'Organization', :type, '1', :payload, :metadata, :at
                FROM domain_event_entry WHERE aggregate_identifier = :org""").param("id", UUID.randomUUID().toString())
                .param("org", org).param("type", EventTypes.of(event.getClass()).name())
                .param("payload", EventJson.write(event))
                .param("metadata", "{\"actor_type\":\"platform\"}".getBytes(StandardCharsets.UTF_8))
                .param("at", clock.instant().toString()).update();
    }

    private List<Delivery> of(Webhook hook) {
        return deliveries.of(hook.webhookId(), null, null, 100, 0);
    }

    private Delivery oldest(Webhook hook) {
        return of(hook).getLast();
    }

    private Instant nextAttempt(Webhook hook) {
        Instant next = oldest(hook).nextAttemptAt();
        assertThat(next).isNotNull();
        return next;
    }

    private List<String> signatures(int index) {
        return List.of(receiver.got.get(index).headers().getFirst("webhook-signature").split(" "));
    }

    private static void until(BooleanSupplier there) {
        await().atMost(Duration.ofSeconds(10)).until(there::getAsBoolean);
    }

    /** A clock that is moved by hand. */
    private static final class Hand extends Clock {

        private volatile Instant now = START;

        void pass(Duration time) {
            now = now.plus(time);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
