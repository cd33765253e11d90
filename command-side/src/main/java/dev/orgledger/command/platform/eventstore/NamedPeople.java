package dev.orgledger.command.platform.eventstore;

import java.util.List;
import java.util.Set;

import dev.orgledger.shared.apikey.ApiKeyAccessEvent;
import dev.orgledger.shared.envelope.DomainEvent;
import dev.orgledger.shared.invitation.InvitationEvent;
import dev.orgledger.shared.member.MemberEvent;
import dev.orgledger.shared.organization.OrganizationEvent;
import dev.orgledger.shared.organization.OrganizationEvent.OrgCreated;
import dev.orgledger.shared.organization.OrganizationEvent.OrgDeleted;
import dev.orgledger.shared.organization.OrganizationEvent.OrgUpdated;
import dev.orgledger.shared.organization.OrganizationEvent.OwnershipTransferred;
import dev.orgledger.shared.organization.OrganizationEvent.PolicyChanged;
import dev.orgledger.shared.organization.OrganizationEvent.RetentionChanged;
import dev.orgledger.shared.webhook.WebhookEvent;

/** The people whom an event names, whoever caused it. */
final class NamedPeople {

    private NamedPeople() {
    }

    static Set<String> of(DomainEvent event) {
        return switch (event) {
            case DomainEvent.OfUser each -> Set.of(each.userId());
            case MemberEvent each -> Set.of(each.personId());
            case InvitationEvent each -> Set.of(each.personId());
            case ApiKeyAccessEvent each -> Set.of(each.userId());
            case OrganizationEvent each -> of(each);
            case WebhookEvent each -> Set.of();
            default -> throw new IllegalStateException("of no vocabulary that is known here: " + event.getClass());
        };
    }

    private static Set<String> of(OrganizationEvent event) {
        return switch (event) {
            case OrgCreated each -> Set.of(each.ownerId());
            case OwnershipTransferred each -> Set.copyOf(List.of(each.ownerId(), each.previousOwnerId()));
            case OrgUpdated each -> Set.of();
            case OrgDeleted each -> Set.of();
            case PolicyChanged each -> Set.of();
            case RetentionChanged each -> Set.of();
        };
    }
}
