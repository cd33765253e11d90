package dev.orgledger.query.audit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import dev.orgledger.shared.apikey.ApiKeyAccessEvent;
import dev.orgledger.shared.apikey.ApiKeyAccessEvent.ApiKeyCutOff;
import dev.orgledger.shared.apikey.ApiKeyAccessEvent.ApiKeyRestored;
import dev.orgledger.shared.apikey.ApiKeyEvent;
import dev.orgledger.shared.apikey.ApiKeyEvent.ApiKeyCreated;
import dev.orgledger.shared.apikey.ApiKeyEvent.ApiKeyRevoked;
import dev.orgledger.shared.apikey.ApiKeyEvent.ApiKeyRotated;
import dev.orgledger.shared.apikey.ApiKeyEvent.ApiKeyUpdated;
import dev.orgledger.shared.envelope.DomainEvent;
import dev.orgledger.shared.invitation.InvitationEvent;
import dev.orgledger.shared.invitation.InvitationEvent.InvitationChanged;
import dev.orgledger.shared.invitation.InvitationEvent.InvitationDeclined;
import dev.orgledger.shared.invitation.InvitationEvent.InvitationExpired;
import dev.orgledger.shared.invitation.InvitationEvent.InvitationResent;
import dev.orgledger.shared.invitation.InvitationEvent.InvitationRevoked;
import dev.orgledger.shared.member.MemberEvent;
import dev.orgledger.shared.member.MemberEvent.MemberInvited;
import dev.orgledger.shared.member.MemberEvent.MemberJoined;
import dev.orgledger.shared.member.MemberEvent.MemberLeft;
import dev.orgledger.shared.member.MemberEvent.MemberRemoved;
import dev.orgledger.shared.member.MemberEvent.RoleChanged;
import dev.orgledger.shared.member.MemberEvent.RoleExpired;
import dev.orgledger.shared.organization.OrganizationEvent;
import dev.orgledger.shared.organization.OrganizationEvent.OrgCreated;
import dev.orgledger.shared.organization.OrganizationEvent.OrgDeleted;
import dev.orgledger.shared.organization.OrganizationEvent.OrgUpdated;
import dev.orgledger.shared.organization.OrganizationEvent.OwnershipTransferred;
import dev.orgledger.shared.organization.OrganizationEvent.PolicyChanged;
import dev.orgledger.shared.organization.OrganizationEvent.RetentionChanged;
import dev.orgledger.shared.role.Role;
import dev.orgledger.shared.security.AccessDenied;
import dev.orgledger.shared.user.UserEvent;
import dev.orgledger.shared.user.UserEvent.UserErased;
import dev.orgledger.shared.user.UserEvent.UserRegistered;
import dev.orgledger.shared.user.UserEvent.UserUpdated;
import dev.orgledger.shared.webhook.WebhookEvent;
import dev.orgledger.shared.webhook.WebhookEvent.WebhookCreated;
import dev.orgledger.shared.webhook.WebhookEvent.WebhookDeleted;
import dev.orgledger.shared.webhook.WebhookEvent.WebhookDisabled;
import dev.orgledger.shared.webhook.WebhookEvent.WebhookSecretRotated;
import dev.orgledger.shared.webhook.WebhookEvent.WebhookUpdated;

/**
 * What an event did to what: one case per event type and none by default, so that a new type without a mapping does not
 * compile.
 */
final class AuditMapping {

    /** What was acted on; {@code name} where the event itself tells it. */
    record Target(String type, String id, @Nullable String name) {}

    /** One field; values of a personal one stand beside the event. */
    record Change(String field, @Nullable Object old, @Nullable Object now, boolean personal) {}

    /** The whole. */
    record Mapped(Target target, List<Change> changes) {}

    private AuditMapping() {
    }

    static Mapped of(DomainEvent event) {
        return switch (event) {
            case OrganizationEvent organization -> of(organization);
            case MemberEvent member ->
                new Mapped(new Target("user", member.personId(), null), changes(member));
            case InvitationEvent invitation ->
                new Mapped(new Target("user", invitation.personId(), null), changes(invitation));
            case UserEvent user -> new Mapped(new Target("user", user.userId(), null), changes(user));
            case ApiKeyEvent key -> new Mapped(new Target("apikey", key.keyId(), null), changes(key));
            case ApiKeyAccessEvent access -> new Mapped(new Target("apikey", access.keyId(), null), changes(access));
            case WebhookEvent webhook -> of(webhook);
            default -> throw new IllegalStateException("a vocabulary without audit mapping: " + event.getClass());
        };
    }

    /** Whoever tried something in an organization and may not changed nothing. */
    static Mapped of(AccessDenied attempt) {
        return new Mapped(new Target("organization", attempt.orgId(), null), List.of());
    }

    private static Mapped of(OrganizationEvent event) {
        return switch (event) {
            case OrgCreated created -> new Mapped(new Target("organization", created.orgId(), created.name()),
                    differing(value("name", null, created.name()), value("logo", null, created.logo()),
                            value("website", null, created.website()), value("created_by", null, created.ownerId()),
                            personal("management_email")));
            case OrgUpdated updated -> new Mapped(new Target("organization", updated.orgId(), updated.name()),
                    differing(value("name", updated.previousName(), updated.name()),
                            value("logo", updated.previousLogo(), updated.logo()),
                            value("website", updated.previousWebsite(), updated.website()),
                            updated.changed().contains("management_email") ? personal("management_email") : null));
            case OrgDeleted deleted -> new Mapped(new Target("organization", deleted.orgId(), deleted.name()),
                    differing(value("name", deleted.name(), null)));
            case OwnershipTransferred moved -> new Mapped(new Target("organization", moved.orgId(), null),
                    differing(value("created_by", moved.previousOwnerId(), moved.ownerId())));
            case PolicyChanged asked -> new Mapped(new Target("organization", asked.orgId(), null),
                    differing(byField(asked.previous().fields(), asked.policy().fields())));
            case RetentionChanged kept -> new Mapped(new Target("organization", kept.orgId(), null),
                    differing(value("searchable_days", kept.previous().searchableDays(),
                            kept.retention().searchableDays()),
                            value("legal_hold", kept.previous().legalHold(), kept.retention().legalHold())));
        };
    }

    private static List<Change> changes(MemberEvent event) {
        return switch (event) {
            case MemberInvited invited -> differing(role(null, invited.role()),
                    value("expires_at", null, invited.expiresAt()),
                    value("invitation_id", null, invited.invitationId()),
                    value("invitation_expires_at", null, invited.invitationExpiresAt()), personal("first_name"),
                    personal("last_name"));
            case MemberJoined joined -> differing(role(null, joined.role()),
                    value("expires_at", null, joined.expiresAt()));
            case RoleChanged changed -> differing(role(changed.previousRole(), changed.role()),
                    value("expires_at", changed.previousExpiresAt(), changed.expiresAt()));
            case MemberRemoved removed -> differing(role(removed.role(), null));
            case MemberLeft left -> differing(role(left.role(), null));
            case RoleExpired expired -> differing(role(expired.role(), null),
                    value("expires_at", expired.expiresAt(), null));
        };
    }

    private static List<Change> changes(InvitationEvent event) {
        return switch (event) {
            case InvitationChanged changed -> differing(role(changed.previousRole(), changed.role()),
                    value("expires_at", changed.previousExpiresAt(), changed.expiresAt()));
            case InvitationResent resent -> differing(
                    value("sending", resent.sending() - 1, resent.sending()),
                    value("invitation_expires_at", resent.previousInvitationExpiresAt(),
                            resent.invitationExpiresAt()));
            case InvitationDeclined declined -> differing(value("invitation_id", declined.invitationId(), null));
            case InvitationRevoked revoked -> differing(value("invitation_id", revoked.invitationId(), null));
            case InvitationExpired expired -> differing(value("invitation_id", expired.invitationId(), null));
        };
    }

    private static List<Change> changes(UserEvent event) {
        return switch (event) {
            case UserRegistered registered -> List.of();
            case UserErased erased -> List.of();
            case UserUpdated updated -> updated.changed().stream().map(AuditMapping::ofPerson).toList();
        };
    }

    /** What was reported of a password is told to no log: only that it changed. */
    private static Change ofPerson(String field) {
        return field.equals("password_facts") ? value(field, null, null) : personal(field);
    }

    private static List<Change> changes(ApiKeyEvent event) {
        return switch (event) {
            case ApiKeyCreated created -> differing(value("expires_at", null, created.expiresAt()),
                    value("limited_to_orgs", null, created.limitedToOrgs()),
                    value("max_role", null, created.maxRole() == null ? null : created.maxRole().word()));
            case ApiKeyUpdated updated -> differing(
                    updated.changed().contains("name") ? personal("name") : null,
                    value("expires_at", updated.previousExpiresAt(), updated.expiresAt()));
            case ApiKeyRotated rotated -> differing(
                    value("previous_works_until", null, rotated.previousWorksUntil()));
            case ApiKeyRevoked revoked -> List.of();
        };
    }

    private static List<Change> changes(ApiKeyAccessEvent event) {
        return switch (event) {
            case ApiKeyCutOff cutOff -> differing(value("cut_off", false, true));
            case ApiKeyRestored restored -> differing(value("cut_off", true, false));
        };
    }

    private static Mapped of(WebhookEvent event) {
        return switch (event) {
            case WebhookCreated created -> webhook(created, created.name(),
                    differing(value("name", null, created.name()), value("host", null, created.host()),
                            value("events", null, created.events()), value("enabled", null, created.enabled())));
            case WebhookUpdated updated -> webhook(updated, updated.name(), changes(updated));
            case WebhookDisabled disabled -> webhook(disabled, disabled.name(),
                    differing(value("enabled", true, false), value("disabled_reason", null, disabled.reason())));
            case WebhookDeleted deleted -> webhook(deleted, deleted.name(),
                    differing(value("name", deleted.name(), null), value("host", deleted.host(), null)));
            case WebhookSecretRotated rotated -> webhook(rotated, rotated.name(),
                    differing(value("previous_works_until", null, rotated.previousWorksUntil())));
        };
    }

    private static Mapped webhook(WebhookEvent event, String name, List<Change> changes) {
        return new Mapped(new Target("webhook", event.webhookId(), name), changes);
    }

    private static List<Change> changes(WebhookUpdated event) {
        List<Change> changes = differing(value("name", event.previousName(), event.name()),
                value("host", event.previousHost(), event.host()),
                value("events", event.previousEvents(), event.events()),
                value("enabled", event.previousEnabled(), event.enabled()));
        if (event.changed().contains("url") && event.previousHost().equals(event.host())) {
            // Another URL on the same host: only that it changed is told.
            changes.add(value("url", null, null));
        }
        return changes;
    }

    private static Change role(@Nullable Role old, @Nullable Role now) {
        return value("role", old == null ? null : old.word(), now == null ? null : now.word());
    }

    private static Change value(String field, @Nullable Object old, @Nullable Object now) {
        return new Change(field, plain(old), plain(now), false);
    }

    /** As JSON has it, so that what is hashed is what is shown. */
    private static @Nullable Object plain(@Nullable Object value) {
        return value instanceof Instant time ? time.toString() : value;
    }

    /** One change for each field that both sides have; those of an object by its name, a dot, and their own. */
    private static Change[] byField(Map<String, ?> old, Map<String, ?> now) {
        return now.keySet().stream()
                .flatMap(
                        field -> old.get(field) instanceof Map<?, ?> before && now.get(field) instanceof Map<?, ?> after
                                ? after.keySet().stream()
                                        .map(part -> value(field + "." + part, before.get(part), after.get(part)))
                                : Stream.of(value(field, old.get(field), now.get(field))))
                .toArray(Change[]::new);
    }

    private static Change personal(String field) {
        return new Change(field, null, null, true);
    }

    /** Those that say something: personal ones always, the others when both sides differ. */
    private static List<Change> differing(@Nullable Change... changes) {
        List<Change> said = new ArrayList<>();
        for (Change change : changes) {
            if (change != null && (change.personal() || !Objects.equals(change.old(), change.now()))) {
                said.add(change);
            }
        }
        return said;
    }
}
