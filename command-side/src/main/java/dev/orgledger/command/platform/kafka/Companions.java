package dev.orgledger.command.platform.kafka;

import java.util.List;

import dev.orgledger.shared.apikey.ApiKeyAccessEvent;
import dev.orgledger.shared.apikey.ApiKeyEvent;
import dev.orgledger.shared.envelope.DomainEvent;
import dev.orgledger.shared.invitation.InvitationEvent;
import dev.orgledger.shared.member.MemberEvent;
import dev.orgledger.shared.organization.OrganizationEvent;
import dev.orgledger.shared.user.UserEvent;
import dev.orgledger.shared.webhook.WebhookEvent;

/**
 * Which rows of the vault travel beside an event, because the event may have changed them. Their present content is sent,
 * so that sending one again is harmless. What an event says of personal values of its own is sent with every event.
 */
final class Companions {

    /** One row of the vault. */
    record Row(Kind kind, String id) {}

    /** The tables, as {@link VaultRows} reads them. */
    enum Kind {
        PERSON,
        CONTACT,
        FACTS,
        KEY,
        INVITATION
    }

    private Companions() {
    }

    /** The rows that travel with that event. A new event type does not compile until it is decided here. */
    static List<Row> of(DomainEvent event) {
        return switch (event) {
            case OrganizationEvent organization -> ofOrganization(organization);
            case MemberEvent member -> ofMember(member);
            case InvitationEvent invitation -> ofInvitation(invitation);
            case UserEvent user -> ofUser(user);
            case ApiKeyEvent key -> ofKey(key);
            case ApiKeyAccessEvent access -> List.of();
            case WebhookEvent webhook -> List.of();
            default -> throw new IllegalStateException("of no vocabulary: " + event.getClass());
        };
    }

    private static List<Row> ofOrganization(OrganizationEvent event) {
        return switch (event) {
            case OrganizationEvent.OrgCreated created -> List.of(new Row(Kind.CONTACT, created.orgId()));
            case OrganizationEvent.OrgUpdated updated -> updated.changed().contains("management_email")
                    ? List.of(new Row(Kind.CONTACT, updated.orgId()))
                    : List.of();
            case OrganizationEvent.OrgDeleted deleted -> List.of();
            case OrganizationEvent.OwnershipTransferred transferred -> List.of();
            case OrganizationEvent.PolicyChanged changed -> List.of();
            case OrganizationEvent.RetentionChanged changed -> List.of();
        };
    }

    private static List<Row> ofMember(MemberEvent event) {
        return switch (event) {
            case MemberEvent.MemberInvited invited -> List.of(new Row(Kind.PERSON, invited.personId()),
                    new Row(Kind.INVITATION, invited.invitationId()));
            case MemberEvent.MemberJoined joined -> List.of();
            case MemberEvent.RoleChanged changed -> List.of();
            case MemberEvent.MemberRemoved removed -> List.of();
            case MemberEvent.MemberLeft left -> List.of();
            case MemberEvent.RoleExpired expired -> List.of();
        };
    }

    private static List<Row> ofInvitation(InvitationEvent event) {
        return switch (event) {
            case InvitationEvent.InvitationResent resent -> List.of(new Row(Kind.INVITATION, resent.invitationId()));
            case InvitationEvent.InvitationChanged changed -> List.of();
            case InvitationEvent.InvitationDeclined declined -> List.of();
            case InvitationEvent.InvitationRevoked revoked -> List.of();
            case InvitationEvent.InvitationExpired expired -> List.of();
        };
    }

    private static List<Row> ofUser(UserEvent event) {
        return switch (event) {
            case UserEvent.UserRegistered registered -> personWithFacts(registered.userId());
            case UserEvent.UserUpdated updated -> personWithFacts(updated.userId());
            // Both are gone; what else was kept of the person is found by ForgottenRecords.
            case UserEvent.UserErased erased -> personWithFacts(erased.userId());
        };
    }

    private static List<Row> ofKey(ApiKeyEvent event) {
        return switch (event) {
            case ApiKeyEvent.ApiKeyCreated created -> List.of(new Row(Kind.KEY, created.keyId()));
            case ApiKeyEvent.ApiKeyUpdated updated -> List.of(new Row(Kind.KEY, updated.keyId()));
            case ApiKeyEvent.ApiKeyRotated rotated -> List.of(new Row(Kind.KEY, rotated.keyId()));
            case ApiKeyEvent.ApiKeyRevoked revoked -> List.of(new Row(Kind.KEY, revoked.keyId()));
        };
    }

    private static List<Row> personWithFacts(String userId) {
        return List.of(new Row(Kind.PERSON, userId), new Row(Kind.FACTS, userId));
    }
}
