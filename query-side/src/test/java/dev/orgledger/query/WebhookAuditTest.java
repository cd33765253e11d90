package dev.orgledger.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import dev.orgledger.query.Feed.By;
import dev.orgledger.query.Running.Answer;
import dev.orgledger.query.World.Person;
import dev.orgledger.shared.envelope.Actor;
import dev.orgledger.shared.webhook.WebhookEvent.WebhookCreated;
import dev.orgledger.shared.webhook.WebhookEvent.WebhookDeleted;
import dev.orgledger.shared.webhook.WebhookEvent.WebhookDisabled;
import dev.orgledger.shared.webhook.WebhookEvent.WebhookSecretRotated;
import dev.orgledger.shared.webhook.WebhookEvent.WebhookUpdated;

/** What a read side makes of the events of webhooks: entries, and versions that count them. */
class WebhookAuditTest extends ReadsFixture {

    private static final String HOOK = "wh_3c9e1f7a5b2d4860a9c8e7f6d5b4a302";
    private static final String HOST = "hooks.acme.example";
    private static final List<String> TOLD = List.of("member.*", "organization.deleted");
    private static final Instant GRACE = Instant.parse("2026-12-01T00:00:00Z");

    @Test
    void givenTheLifeOfAWebhookWhenAuditedThenEachFieldThatChangedWithBothValues() {
        Person ada = world.person("Ada");
        String org = world.organization(ada, "Acme");
        feed.event(ada.by(), new WebhookCreated(org, HOOK, "Chat", HOST, TOLD, true));
        feed.event(ada.by(), updated(org, List.of("name", "url", "events"), "Talk", "talk.acme.example", List.of("*")));
        feed.event(By.user(ada.id()), updated(org, List.of("url"), "Chat", HOST, TOLD));
        feed.event(new By(new Actor(Actor.Type.SYSTEM, null, null), "request-1", Map.of()),
                new WebhookDisabled(org, HOOK, "Chat", HOST, "gone"));
        feed.event(ada.by(), new WebhookSecretRotated(org, HOOK, "Chat", GRACE));
        feed.event(ada.by(), new WebhookSecretRotated(org, HOOK, "Chat", null));
        feed.event(ada.by(), new WebhookDeleted(org, HOOK, "Chat", HOST));

        Answer log = as(ada).get("/organization/audit", "orgId", org, "target", HOOK);

        assertThat(log.column("version")).containsExactly("9", "8", "7", "6", "5", "4", "3");
        assertThat(log.column("action")).containsExactly("webhook.deleted", "webhook.secret_rotated",
                "webhook.secret_rotated", "webhook.disabled", "webhook.updated", "webhook.updated", "webhook.created");
        assertThat(log.column("operation")).containsExactly("DELETE", "UPDATE", "UPDATE", "UPDATE", "UPDATE", "UPDATE",
                "INSERT");
        assertThat(log.column("table_name")).containsOnly("orgs");
        assertThat(log.column("record_id")).containsOnly(HOOK);
        assertThat(log.data().valueStream().map(entry -> entry.path("changes").toString())).containsExactly(
                changes(change("name", "\"Chat\"", "null"), change("host", "\"" + HOST + "\"", "null")),
                "[]",
                changes(change("previous_works_until", "null", "\"2026-12-01T00:00:00Z\"")),
                changes(change("enabled", "true", "false"), change("disabled_reason", "null", "\"gone\"")),
                changes(change("url", "null", "null")),
                changes(change("name", "\"Chat\"", "\"Talk\""),
                        change("host", "\"" + HOST + "\"", "\"talk.acme.example\""),
                        change("events", "[\"member.*\",\"organization.deleted\"]", "[\"*\"]")),
                changes(change("name", "null", "\"Chat\""), change("host", "null", "\"" + HOST + "\""),
                        change("events", "null", "[\"member.*\",\"organization.deleted\"]"),
                        change("enabled", "null", "true")));
        assertThat(log.data().path(0).path("target").toString())
                .isEqualTo("{\"type\":\"webhook\",\"id\":\"" + HOOK + "\",\"label\":\"Chat\"}");
        assertThat(log.data().path(5).at("/target/label").asString()).as("as it is called from then on")
                .isEqualTo("Talk");
        assertThat(log.data().path(3).at("/actor/type").asString()).isEqualTo("system");
        assertThat(log.data().path(3).at("/actor/id").isNull()).isTrue();
        assertThat(as(ada).get("/organization/audit", "orgId", org, "action", "webhook.disabled").column("version"))
                .containsExactly("6");
    }

    @Test
    void givenEventsOfWebhooksWhenReadThenEveryVersionCountsThemNowAndThen() {
        Person ada = world.person("Ada");
        String org = world.organization(ada, "Acme");
        feed.event(ada.by(), new WebhookCreated(org, HOOK, "Chat", HOST, TOLD, true));
        Instant made = feed.now();
        feed.event(ada.by(), new WebhookDeleted(org, HOOK, "Chat", HOST));

        assertThat(as(ada).get("/organization", "orgId", org).header("x-org-version")).isEqualTo("4");
        assertThat(as(ada).get("/organization", "orgId", org, "at", made).header("x-org-version")).isEqualTo("3");
        assertThat(as(ada).get("/authorization/check", "orgId", org, "permission", "org.read").data()
                .path("org_version").asInt()).isEqualTo(4);
        assertThat(as(ada).get("/organization/audit/proof", "orgId", org).data().path("count").asInt()).isEqualTo(4);
    }

    private static WebhookUpdated updated(String org, List<String> changed, String name, String host,
            List<String> events) {
        return new WebhookUpdated(org, HOOK, changed, name, host, events, true, "Chat", HOST, TOLD, true);
    }

    private static String changes(String... changes) {
        return "[" + String.join(",", changes) + "]";
    }

    private static String change(String field, String old, String now) {
        return "{\"field\":\"" + field + "\",\"old\":" + old + ",\"new\":" + now + "}";
    }
}
