package dev.orgledger.command.organization;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;

import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.messaging.MetaData;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.aggregate.ResultValidator;
import org.axonframework.test.aggregate.TestExecutor;
import org.jspecify.annotations.Nullable;

import dev.orgledger.command.invitation.InvitationSettings;
import dev.orgledger.command.memory.EventTime;
import dev.orgledger.command.memory.InMemoryApiKeys;
import dev.orgledger.command.memory.InMemoryContacts;
import dev.orgledger.command.memory.InMemoryDeliveries;
import dev.orgledger.command.memory.InMemoryInvitations;
import dev.orgledger.command.memory.InMemoryPeople;
import dev.orgledger.command.memory.InMemoryWebhooks;
import dev.orgledger.command.memory.Refused;
import dev.orgledger.command.platform.dispatch.Command;
import dev.orgledger.command.platform.vault.EventMetadata;
import dev.orgledger.command.value.EmailAddress;
import dev.orgledger.shared.member.MemberEvent.MemberInvited;
import dev.orgledger.shared.member.MemberEvent.MemberJoined;
import dev.orgledger.shared.organization.OrganizationEvent.OrgCreated;
import dev.orgledger.shared.refusal.ErrorCode;
import dev.orgledger.shared.role.Principal;
import dev.orgledger.shared.role.Principal.KeyLimits;
import dev.orgledger.shared.role.Role;

/**
 * The stage of the organization's tests: Acme, founded and owned by Olga. Alice, Bob and Carol are registered; Ivan is
 * known by an earlier invitation only; Nina is unknown.
 */
abstract class OrganizationFixture {

    static final String ORG = "org_acme";
    static final Instant NOW = Instant.parse("2026-11-01T10:00:00Z");
    static final Duration WEEK = Duration.ofDays(7);
    static final InvitationSettings SETTINGS = new InvitationSettings(WEEK, Duration.ofMinutes(5),
            Duration.ofHours(3), 5);

    static final Principal OLGA = new Principal.User("user_olga");
    static final Principal ALICE = new Principal.User("user_alice");
    static final Principal BOB = new Principal.User("user_bob");
    static final Principal CAROL = new Principal.User("user_carol");
    static final Principal IVAN = new Principal.User("user_ivan");
    static final Principal PLATFORM = new Principal.Platform();
    static final Principal SYSTEM = new Principal.System();

    final InMemoryPeople people = new InMemoryPeople().withUser("user_olga", "olga@acme.example")
            .withUser("user_alice", "alice@acme.example").withUser("user_bob", "bob@acme.example")
            .withUser("user_carol", "carol@acme.example").withInvited("user_ivan", "ivan@acme.example");
    final InMemoryContacts contacts = new InMemoryContacts();
    final InMemoryInvitations invitations = new InMemoryInvitations();
    final InMemoryApiKeys keys = new InMemoryApiKeys();
    final InMemoryWebhooks webhooks = new InMemoryWebhooks();
    final InMemoryDeliveries deliveries = new InMemoryDeliveries();
    final Clock clock = new EventTime();
    final AggregateTestFixture<Organization> fixture = new AggregateTestFixture<>(Organization.class);

    OrganizationFixture() {
        fixture.registerInjectableResource(people).registerInjectableResource(contacts)
                .registerInjectableResource(invitations).registerInjectableResource(clock)
                .registerInjectableResource(SETTINGS).registerInjectableResource(keys)
                .registerInjectableResource(webhooks).registerInjectableResource(deliveries);
        contacts.save(ORG, "office@acme.example");
    }

    /** Acme as it was founded, and what happened to it since, all of it right now. */
    TestExecutor<Organization> acme(Object... since) {
        return fixture.givenCurrentTime(NOW).andGiven(founded()).andGiven(since);
    }

    /** The command is refused for that reason and nothing happens. */
    static void refused(ResultValidator<Organization> outcome, ErrorCode code) {
        outcome.expectNoEvents().expectException(Refused.by(code));
    }

    static Map<String, Object> expecting(long version) {
        return Map.of(Command.EXPECTED_VERSION, version);
    }

    static Object[] founded() {
        return new Object[]{new OrgCreated(ORG, "user_olga", "Acme", null, null),
                new MemberJoined(ORG, "user_olga", Role.SUPER_ADMIN, null, null)};
    }

    static MemberJoined joined(Principal who, Role role) {
        return joined(who, role, null);
    }

    static MemberJoined joined(Principal who, Role role, @Nullable Instant until) {
        return new MemberJoined(ORG, id(who), role, until, null);
    }

    /** An invitation that was sent at {@link #NOW}, with its look-up row. */
    Object invited(Principal who, Role role, Principal by) {
        return invited(who, role, null, by);
    }

    /** The same with an end date of the role. */
    Object invited(Principal who, Role role, @Nullable Instant until, Principal by) {
        invitations.invited(ORG, invitationOf(who), id(who), null, null, NOW);
        return vouchedBy(by, new MemberInvited(ORG, invitationOf(who), id(who), role, until, NOW.plus(WEEK)));
    }

    /** That event with the metadata that says who acted. */
    static Object vouchedBy(Principal by, Object event) {
        return new GenericEventMessage<>(event, MetaData.with(EventMetadata.ACTOR_ID, id(by)));
    }

    static String invitationOf(Principal who) {
        return "inv_of_" + id(who);
    }

    static EmailAddress emailOf(Principal who) {
        return new EmailAddress(id(who).replace("user_", "") + "@acme.example");
    }

    static String id(Principal who) {
        String id = who.personId();
        if (id == null) {
            throw new IllegalArgumentException("nobody in person");
        }
        return id;
    }

    /** A key of that person that acts with that role at most. */
    static Principal keyOf(Principal owner, @Nullable Role most, String... orgs) {
        return new Principal.ApiKey("key_1", id(owner),
                new KeyLimits(null, orgs.length == 0 ? null : Set.copyOf(Arrays.asList(orgs)), most));
    }
}
