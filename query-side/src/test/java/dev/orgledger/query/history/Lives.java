package dev.orgledger.query.history;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;

import org.bson.Document;
import org.jspecify.annotations.Nullable;

import dev.orgledger.query.platform.mongo.Documents;
import dev.orgledger.shared.apikey.ApiKeyAccessEvent.ApiKeyCutOff;
import dev.orgledger.shared.apikey.ApiKeyAccessEvent.ApiKeyRestored;
import dev.orgledger.shared.envelope.Actor;
import dev.orgledger.shared.envelope.DomainEvent;
import dev.orgledger.shared.envelope.EventJson;
import dev.orgledger.shared.envelope.EventTypes;
import dev.orgledger.shared.invitation.InvitationEvent.InvitationChanged;
import dev.orgledger.shared.invitation.InvitationEvent.InvitationDeclined;
import dev.orgledger.shared.invitation.InvitationEvent.InvitationResent;
import dev.orgledger.shared.member.MemberEvent.MemberInvited;
import dev.orgledger.shared.member.MemberEvent.MemberJoined;
import dev.orgledger.shared.member.MemberEvent.MemberLeft;
import dev.orgledger.shared.member.MemberEvent.MemberRemoved;
import dev.orgledger.shared.member.MemberEvent.RoleChanged;
import dev.orgledger.shared.organization.OrganizationEvent.OrgCreated;
import dev.orgledger.shared.organization.OrganizationEvent.OrgDeleted;
import dev.orgledger.shared.organization.OrganizationEvent.OrgUpdated;
import dev.orgledger.shared.organization.OrganizationEvent.OwnershipTransferred;
import dev.orgledger.shared.organization.OrganizationEvent.PolicyChanged;
import dev.orgledger.shared.policy.PasswordPolicy;
import dev.orgledger.shared.policy.SecurityPolicy;
import dev.orgledger.shared.role.Role;
import dev.orgledger.shared.webhook.WebhookEvent.WebhookCreated;
import dev.orgledger.shared.webhook.WebhookEvent.WebhookDeleted;

/** Makes logs of organizations: a few events each second, and now and then a clock that is behind. */
final class Lives {

    static final Instant BEGIN = Instant.parse("2026-03-01T00:00:00Z");

    final String orgId;
    final List<LoggedEvent> events = new ArrayList<>();
    private final Random random;
    private Instant now = BEGIN;

    Lives(String orgId, long seed) {
        this.orgId = orgId;
        this.random = new Random(seed);
    }

    /** A life of that many events in which everything happens, among at most so many people. */
    static Lives any(String orgId, long seed, int events, int people) {
        Lives life = new Lives(orgId, seed);
        life.founded();
        while (life.events.size() < events) {
            life.something(people);
        }
        return life;
    }

    void founded() {
        add(new OrgCreated(orgId, "user_0", "Name 0", null, "https://example.test"));
        add(new MemberJoined(orgId, "user_0", Role.SUPER_ADMIN, null, null));
    }

    LoggedEvent add(DomainEvent event) {
        return add(event, new Actor(Actor.Type.APIKEY, "user_0", "key_0"));
    }

    LoggedEvent add(DomainEvent event, Actor actor) {
        now = now.plusMillis(random.nextInt(600));
        Instant told = random.nextInt(10) == 0 ? now.minusMillis(random.nextInt(3_000)) : now;
        LoggedEvent logged = new LoggedEvent(events.size() + 1, told, new UUID(random.nextLong(), random.nextLong())
                .toString(), event, actor);
        events.add(logged);
        return logged;
    }

    private void something(int people) {
        String person = "user_" + random.nextInt(people);
        String invitation = "inv_" + person;
        Role role = Role.values()[random.nextInt(Role.values().length)];
        Instant end = random.nextBoolean()
                ? null
                : now.plusSeconds(random.nextInt(60)).truncatedTo(
                        java.time.temporal.ChronoUnit.MILLIS);
        Actor self = new Actor(Actor.Type.USER, person, null);
        switch (random.nextInt(18)) {
            case 0 -> add(new OrgUpdated(orgId, List.of("name"), "Name " + random.nextInt(), null, null, "x", null,
                    null), self);
            case 1 -> add(new OrgUpdated(orgId, List.of("management_email"), "Same", null, null, "Same", null, null));
            case 2 -> add(new OwnershipTransferred(orgId, person, "user_0"));
            case 3 -> add(new PolicyChanged(orgId, new SecurityPolicy(random.nextBoolean(), PasswordPolicy.OFF, true,
                    random.nextBoolean(), null), SecurityPolicy.NONE));
            case 4 -> add(new ApiKeyCutOff(orgId, "key_" + random.nextInt(5), person));
            case 5 -> add(new ApiKeyRestored(orgId, "key_" + random.nextInt(5), person));
            case 6 -> add(new MemberInvited(orgId, invitation, person, role, end, now.plusSeconds(100)));
            case 7 -> add(new InvitationChanged(orgId, invitation, person, role, end, Role.READ, null));
            case 8 -> add(new InvitationResent(orgId, invitation, person, 2, now.plusSeconds(200), now), self);
            case 9 -> add(new InvitationDeclined(orgId, invitation, person), self);
            case 10 -> add(new MemberJoined(orgId, person, role, end, invitation), self);
            case 11 -> add(new MemberJoined(orgId, person, role, end, null),
                    new Actor(Actor.Type.PLATFORM, null, null));
            case 12 -> add(new MemberRemoved(orgId, person, role));
            case 13 -> add(new MemberLeft(orgId, person, role), self);
            case 14 -> add(new OrgDeleted(orgId, "Name"));
            case 15 -> add(new WebhookCreated(orgId, "wh_" + random.nextInt(5), "Chat", "a.test", List.of("*"),
                    random.nextBoolean()), self);
            case 16 -> add(new WebhookDeleted(orgId, "wh_" + random.nextInt(5), "Chat", "a.test"));
            default -> add(new RoleChanged(orgId, person, role, end, Role.READ, null, null));
        }
    }

    /** The state after that many events, made in the plainest way; null before the first. */
    @Nullable
    PastState after(int version) {
        Fold fold = new Fold();
        events.subList(0, version).forEach(fold::add);
        return fold.state();
    }

    /** How many events had happened by then, none of which is older than the one before. */
    int by(Instant moment) {
        Instant latest = Instant.MIN;
        int version = 0;
        for (LoggedEvent event : events) {
            latest = event.at().isAfter(latest) ? event.at() : latest;
            if (latest.isAfter(moment)) {
                break;
            }
            version++;
        }
        return version;
    }

    /** As the audit log keeps them. */
    List<Document> documents() {
        return events.stream().map(logged -> new Document("_id", orgId + "/%012d".formatted(logged.place()))
                .append("version", logged.place()).append("subject", orgId).append("at", Documents.date(logged.at()))
                .append("event_id", logged.eventId())
                .append("action", EventTypes.of(logged.event().getClass()).name())
                .append("data", new String(EventJson.write(logged.event()), java.nio.charset.StandardCharsets.UTF_8))
                .append("actor_type", logged.actor().type().word()).append("actor_id", logged.actor().userId())
                .append("apikey_id", logged.actor().apiKeyId()).append("p", logged.place())).toList();
    }
}
