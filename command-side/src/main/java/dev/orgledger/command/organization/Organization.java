package dev.orgledger.command.organization;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventhandling.Timestamp;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.messaging.annotation.MessageIdentifier;
import org.axonframework.messaging.annotation.MetaDataValue;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.CreationPolicy;
import org.axonframework.serialization.Revision;
import org.axonframework.spring.stereotype.Aggregate;
import org.jspecify.annotations.Nullable;

import dev.orgledger.command.apikey.ANarrowedKeyStaysNarrow;
import dev.orgledger.command.apikey.ApiKeys;
import dev.orgledger.command.apikey.KeyAccessCommand.CutOffApiKey;
import dev.orgledger.command.apikey.KeyAccessCommand.RestoreApiKey;
import dev.orgledger.command.invitation.InvitationCommand.AcceptInvitation;
import dev.orgledger.command.invitation.InvitationCommand.Accepted;
import dev.orgledger.command.invitation.InvitationCommand.DeclineInvitation;
import dev.orgledger.command.invitation.InvitationCommand.ExpireInvitation;
import dev.orgledger.command.invitation.InvitationCommand.ResendInvitation;
import dev.orgledger.command.invitation.InvitationCommand.RevokeInvitation;
import dev.orgledger.command.invitation.InvitationSettings;
import dev.orgledger.command.invitation.Invitations;
import dev.orgledger.command.member.MemberCommand.ChangeMember;
import dev.orgledger.command.member.MemberCommand.Changed;
import dev.orgledger.command.member.MemberCommand.ExpireRole;
import dev.orgledger.command.member.MemberCommand.InviteMember;
import dev.orgledger.command.member.MemberCommand.Invited;
import dev.orgledger.command.member.MemberCommand.ProvisionMember;
import dev.orgledger.command.member.MemberCommand.RemoveMember;
import dev.orgledger.command.organization.OrganizationCommand.ChangeRetention;
import dev.orgledger.command.organization.OrganizationCommand.ChangeSecurity;
import dev.orgledger.command.organization.OrganizationCommand.CreateOrganization;
import dev.orgledger.command.organization.OrganizationCommand.Created;
import dev.orgledger.command.organization.OrganizationCommand.DeleteOrganization;
import dev.orgledger.command.organization.OrganizationCommand.SecurityChanged;
import dev.orgledger.command.organization.OrganizationCommand.Settings;
import dev.orgledger.command.organization.OrganizationCommand.TransferOwnership;
import dev.orgledger.command.organization.OrganizationCommand.UpdateOrganization;
import dev.orgledger.command.platform.dispatch.Command;
import dev.orgledger.command.platform.vault.Contacts;
import dev.orgledger.command.platform.vault.EventMetadata;
import dev.orgledger.command.platform.vault.People;
import dev.orgledger.command.platform.vault.People.Person;
import dev.orgledger.command.value.AnEndDateLiesInTheFuture;
import dev.orgledger.command.value.Change;
import dev.orgledger.command.webhook.Deliveries;
import dev.orgledger.command.webhook.Webhook;
import dev.orgledger.command.webhook.WebhookCommand.CreateWebhook;
import dev.orgledger.command.webhook.WebhookCommand.DeleteWebhook;
import dev.orgledger.command.webhook.WebhookCommand.DisableWebhook;
import dev.orgledger.command.webhook.WebhookCommand.KeepTest;
import dev.orgledger.command.webhook.WebhookCommand.ReplayEvents;
import dev.orgledger.command.webhook.WebhookCommand.RetryDelivery;
import dev.orgledger.command.webhook.WebhookCommand.RotateWebhookSecret;
import dev.orgledger.command.webhook.WebhookCommand.UpdateWebhook;
import dev.orgledger.command.webhook.Webhooks;
import dev.orgledger.shared.apikey.ApiKeyAccessEvent;
import dev.orgledger.shared.invitation.InvitationEvent;
import dev.orgledger.shared.member.MemberEvent;
import dev.orgledger.shared.organization.OrganizationEvent;
import dev.orgledger.shared.organization.Retention;
import dev.orgledger.shared.role.Authorizer.Standing;
import dev.orgledger.shared.role.Permission;
import dev.orgledger.shared.role.Principal;
import dev.orgledger.shared.webhook.WebhookEvent;

/**
 * An organization with its members, their roles and the pending invitations: one aggregate, because "keeps a super
 * admin" and "nobody reaches above the own role" need one consistent view.
 *
 * <p>
 * Each handler asks, in the contract's order: may you, are the fields right, is it the expected version; the rules of
 * the present state stand with the decisions. Jackson writes the fields as snapshot.
 */
@Aggregate(snapshotTriggerDefinition = "snapshotAfter100Events", cache = "aggregateCache")
@Revision(Organization.SNAPSHOT_REVISION)
@JsonAutoDetect(fieldVisibility = Visibility.ANY, getterVisibility = Visibility.NONE, isGetterVisibility = Visibility.NONE)
public class Organization {

    /** Raised whenever a field of the state is added or changes: snapshots of another revision are left out. */
    static final String SNAPSHOT_REVISION = "3";

    @AggregateIdentifier
    private @Nullable String orgId;
    private OrganizationState state = new OrganizationState();

    /** For Axon, which fills it from events, and for Jackson, which fills it from a snapshot. */
    Organization() {
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.ALWAYS)
    Created handle(CreateOrganization wish, People people, Contacts contacts) {
        return Founding.of(wish, people, contacts);
    }

    @CommandHandler
    Settings handle(UpdateOrganization wish, @MetaDataValue(Command.EXPECTED_VERSION) @Nullable Long expected,
            Clock clock, People people, Contacts contacts) {
        Asked asked = require(wish, Permission.ORG_UPDATE_SETTINGS, people, clock);
        TheVersionIsTheExpectedOne.check(expected);
        return new SettingsDecisions(state, asked).update(wish, people, contacts);
    }

    @CommandHandler
    void handle(DeleteOrganization wish, @MetaDataValue(Command.EXPECTED_VERSION) @Nullable Long expected, Clock clock,
            People people, Invitations invitations) {
        Asked asked = require(wish, Permission.ORG_DELETE, people, clock);
        TheVersionIsTheExpectedOne.check(expected);
        new SettingsDecisions(state, asked).delete(invitations);
    }

    @CommandHandler
    void handle(TransferOwnership wish, @MetaDataValue(Command.EXPECTED_VERSION) @Nullable Long expected, Clock clock,
            People people) {
        Asked asked = requireOwner(wish.by(), people, clock.instant());
        TheVersionIsTheExpectedOne.check(expected);
        new SettingsDecisions(state, asked).transfer(wish, people);
    }

    @CommandHandler
    SecurityChanged handle(ChangeSecurity wish, @MetaDataValue(Command.EXPECTED_VERSION) @Nullable Long expected,
            Clock clock, People people, ApiKeys keys) {
        Asked asked = require(wish, Permission.ORG_UPDATE_SECURITY, people, clock);
        TheVersionIsTheExpectedOne.check(expected);
        SecurityDecisions decisions = new SecurityDecisions(state, asked, people, keys);
        return wish.dryRun() ? decisions.tryOut(wish) : decisions.change(wish);
    }

    @CommandHandler
    Retention handle(ChangeRetention wish, @MetaDataValue(Command.EXPECTED_VERSION) @Nullable Long expected,
            Clock clock, People people) {
        Provisioning.admit(state, wish.by(), people, clock.instant());
        TheVersionIsTheExpectedOne.check(expected);
        return RetentionDecision.change(state, wish);
    }

    @CommandHandler
    Invited handle(InviteMember wish, @MetaDataValue(Command.EXPECTED_VERSION) @Nullable Long expected, Clock clock,
            People people, Invitations invitations, InvitationSettings settings) {
        Asked asked = require(wish, Permission.ORG_MANAGE_MEMBERS, people, clock);
        AnEndDateLiesInTheFuture.check(wish.expiresAt(), asked.now());
        TheVersionIsTheExpectedOne.check(expected);
        return new InvitationDecisions(state, asked, people, invitations, settings).invite(wish);
    }

    @CommandHandler
    Changed handle(ProvisionMember wish, @MetaDataValue(Command.EXPECTED_VERSION) @Nullable Long expected, Clock clock,
            People people, Invitations invitations) {
        Provisioning provisioning = Provisioning.admit(state, wish.by(), people, clock.instant());
        AnEndDateLiesInTheFuture.check(wish.expiresAt(), provisioning.now());
        TheVersionIsTheExpectedOne.check(expected);
        return provisioning.provision(wish, people, invitations);
    }

    @CommandHandler
    Changed handle(ChangeMember wish, @MetaDataValue(Command.EXPECTED_VERSION) @Nullable Long expected, Clock clock,
            People people) {
        Asked asked = require(wish, Permission.ORG_MANAGE_MEMBERS, people, clock);
        if (wish.expiresAt() instanceof Change.Set<Instant> set) {
            AnEndDateLiesInTheFuture.check(set.value(), asked.now());
        }
        TheVersionIsTheExpectedOne.check(expected);
        return new MemberDecisions(state, asked, people).change(wish);
    }

    @CommandHandler
    void handle(RemoveMember wish, @MetaDataValue(Command.EXPECTED_VERSION) @Nullable Long expected, Clock clock,
            People people) {
        Asked part = PermissionGate.requirePart(wish.by(), standing(wish.by(), people), clock.instant());
        boolean leaving = people.byEmail(wish.email().text()).map(Person::personId).filter(part.personId()::equals)
                .isPresent();
        Asked asked = leaving ? part : require(wish, Permission.ORG_MANAGE_MEMBERS, people, clock);
        TheVersionIsTheExpectedOne.check(expected);
        MemberDecisions decisions = new MemberDecisions(state, asked, people);
        if (leaving) {
            decisions.leave();
        } else {
            decisions.remove(wish.email());
        }
    }

    @CommandHandler
    Accepted handle(AcceptInvitation wish, @MetaDataValue(Command.EXPECTED_VERSION) @Nullable Long expected,
            Clock clock, Invitations invitations, InvitationSettings settings) {
        String personId = InvitationAnswers.admit(state, wish.invitationId(), wish.sending(), wish.by(),
                invitations);
        TheVersionIsTheExpectedOne.check(expected);
        return new InvitationAnswers(state, personId, clock.instant(), invitations, settings)
                .accept(wish.invitationId(), wish.sending());
    }

    @CommandHandler
    void handle(DeclineInvitation wish, @MetaDataValue(Command.EXPECTED_VERSION) @Nullable Long expected, Clock clock,
            Invitations invitations, InvitationSettings settings) {
        String personId = InvitationAnswers.admit(state, wish.invitationId(), wish.sending(), wish.by(),
                invitations);
        TheVersionIsTheExpectedOne.check(expected);
        new InvitationAnswers(state, personId, clock.instant(), invitations, settings).decline(wish.invitationId(),
                wish.sending());
    }

    @CommandHandler
    void handle(ResendInvitation wish, @MetaDataValue(Command.EXPECTED_VERSION) @Nullable Long expected, Clock clock,
            People people, Invitations invitations, InvitationSettings settings) {
        Asked asked = require(wish, Permission.ORG_MANAGE_MEMBERS, people, clock);
        TheVersionIsTheExpectedOne.check(expected);
        new InvitationDecisions(state, asked, people, invitations, settings).resend(wish.email());
    }

    @CommandHandler
    void handle(RevokeInvitation wish, @MetaDataValue(Command.EXPECTED_VERSION) @Nullable Long expected, Clock clock,
            People people, Invitations invitations, InvitationSettings settings) {
        Asked asked = require(wish, Permission.ORG_MANAGE_MEMBERS, people, clock);
        TheVersionIsTheExpectedOne.check(expected);
        new InvitationDecisions(state, asked, people, invitations, settings).revoke(wish.email());
    }

    @CommandHandler
    void handle(CutOffApiKey wish, @MetaDataValue(Command.EXPECTED_VERSION) @Nullable Long expected, Clock clock,
            People people, ApiKeys keys) {
        Asked asked = require(wish, Permission.ORG_MANAGE_MEMBERS, people, clock);
        ANarrowedKeyStaysNarrow.check(wish.by());
        TheVersionIsTheExpectedOne.check(expected);
        new KeyAccessDecisions(state, asked, keys).cutOff(wish.keyId());
    }

    @CommandHandler
    void handle(RestoreApiKey wish, @MetaDataValue(Command.EXPECTED_VERSION) @Nullable Long expected, Clock clock,
            People people, ApiKeys keys) {
        Asked asked = require(wish, Permission.ORG_MANAGE_MEMBERS, people, clock);
        ANarrowedKeyStaysNarrow.check(wish.by());
        TheVersionIsTheExpectedOne.check(expected);
        new KeyAccessDecisions(state, asked, keys).restore(wish.keyId());
    }

    @CommandHandler
    Webhook handle(CreateWebhook wish, @MetaDataValue(Command.EXPECTED_VERSION) @Nullable Long expected, Clock clock,
            People people, Webhooks webhooks) {
        return webhooks(wish, expected, people, clock, webhooks).create(wish);
    }

    @CommandHandler
    Webhook handle(UpdateWebhook wish, @MetaDataValue(Command.EXPECTED_VERSION) @Nullable Long expected, Clock clock,
            People people, Webhooks webhooks) {
        return webhooks(wish, expected, people, clock, webhooks).update(wish);
    }

    @CommandHandler
    void handle(DeleteWebhook wish, @MetaDataValue(Command.EXPECTED_VERSION) @Nullable Long expected, Clock clock,
            People people, Webhooks webhooks) {
        webhooks(wish, expected, people, clock, webhooks).delete(wish.webhookId());
    }

    @CommandHandler
    void handle(RotateWebhookSecret wish, @MetaDataValue(Command.EXPECTED_VERSION) @Nullable Long expected, Clock clock,
            People people, Webhooks webhooks) {
        webhooks(wish, expected, people, clock, webhooks).rotate(wish);
    }

    @CommandHandler
    int handle(ReplayEvents wish, @MetaDataValue(Command.EXPECTED_VERSION) @Nullable Long expected, Clock clock,
            People people, Webhooks webhooks) {
        return webhooks(wish, expected, people, clock, webhooks).replay(wish);
    }

    @CommandHandler
    void handle(RetryDelivery wish, @MetaDataValue(Command.EXPECTED_VERSION) @Nullable Long expected, Clock clock,
            People people, Webhooks webhooks, Deliveries deliveries) {
        webhooks(wish, expected, people, clock, webhooks).retry(wish.deliveryId(), deliveries);
    }

    @CommandHandler
    void handle(KeepTest wish, @MetaDataValue(Command.EXPECTED_VERSION) @Nullable Long expected, Clock clock,
            People people, Webhooks webhooks, Deliveries deliveries) {
        webhooks(wish, expected, people, clock, webhooks).keep(wish, deliveries);
    }

    @CommandHandler
    void handle(DisableWebhook wish, Webhooks webhooks) {
        SystemOnly.check(state, wish.by());
        WebhookDecisions.disable(state, wish.webhookId(), wish.reason(), webhooks);
    }

    @CommandHandler
    void handle(ExpireInvitation wish, Clock clock, Invitations invitations) {
        SystemOnly.check(state, wish.by());
        Departures.settleInvitation(state, wish.invitationId(), invitations, clock.instant());
    }

    @CommandHandler
    void handle(ExpireRole wish, Clock clock) {
        SystemOnly.check(state, wish.by());
        Departures.settleRole(state, wish.personId(), clock.instant());
    }

    @EventSourcingHandler
    void on(OrganizationEvent event) {
        orgId = event.orgId();
        state.evolve(event);
    }

    @EventSourcingHandler
    void on(MemberEvent event, @MessageIdentifier String eventId, @Timestamp Instant at,
            @MetaDataValue(EventMetadata.ACTOR_ID) @Nullable String actorId) {
        state.evolve(event, circumstance(eventId, at, actorId));
    }

    @EventSourcingHandler
    void on(InvitationEvent event, @MessageIdentifier String eventId, @Timestamp Instant at,
            @MetaDataValue(EventMetadata.ACTOR_ID) @Nullable String actorId) {
        state.evolve(event, circumstance(eventId, at, actorId));
    }

    @EventSourcingHandler
    void on(ApiKeyAccessEvent event) {
        state.evolve(event);
    }

    @EventSourcingHandler
    void on(WebhookEvent event) {
        // Of a webhook the table tells all, see WebhookDecisions.
    }

    Standing standing(Principal principal, People people) {
        return state.standing(principal.personId(), people::factsOf);
    }

    Forgetting forgetting(Person person, Instant now) {
        return new Forgetting(state, person, now);
    }

    boolean hasMember(String personId, Instant now) {
        return !state.deleted() && state.member(personId, now) != null;
    }

    Asked requireOwner(Principal principal, People people, Instant now) {
        Asked asked = PermissionGate.requireEntry(principal, standing(principal, people), now);
        ANarrowedKeyStaysNarrow.check(principal);
        OnlyTheOwnerPassesOwnershipOn.check(state.ownedBy(asked.personId()));
        return asked;
    }

    private WebhookDecisions webhooks(Command wish, @Nullable Long expected, People people, Clock clock,
            Webhooks webhooks) {
        Asked asked = require(wish, Permission.ORG_MANAGE_WEBHOOKS, people, clock);
        TheVersionIsTheExpectedOne.check(expected);
        return new WebhookDecisions(state, asked, webhooks);
    }

    private Asked require(Command wish, Permission permission, People people, Clock clock) {
        return PermissionGate.require(wish.by(), standing(wish.by(), people), permission, clock.instant());
    }

    /** The store keeps milliseconds: a cached organization must remember the same as one that was read again. */
    private static OrganizationState.Circumstance circumstance(String eventId, Instant at, @Nullable String actorId) {
        return new OrganizationState.Circumstance(eventId, at.truncatedTo(ChronoUnit.MILLIS), actorId);
    }
}
