package dev.orgledger.command.organization;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;

import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventsourcing.EventSourcingRepository;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.eventsourcing.eventstore.inmemory.InMemoryEventStorageEngine;
import org.axonframework.messaging.annotation.ClasspathParameterResolverFactory;
import org.axonframework.messaging.annotation.MultiParameterResolverFactory;
import org.axonframework.messaging.annotation.SimpleResourceParameterResolverFactory;
import org.axonframework.modelling.command.Repository;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import dev.orgledger.command.memory.InMemoryApiKeys;
import dev.orgledger.command.memory.InMemoryContacts;
import dev.orgledger.command.memory.InMemoryInvitations;
import dev.orgledger.command.memory.InMemoryPeople;
import dev.orgledger.shared.apikey.ApiKeyAccessEvent.ApiKeyCutOff;
import dev.orgledger.shared.member.MemberEvent.MemberJoined;
import dev.orgledger.shared.organization.OrganizationEvent.OrgCreated;
import dev.orgledger.shared.organization.OrganizationEvent.OrgDeleted;
import dev.orgledger.shared.organization.OrganizationEvent.PolicyChanged;
import dev.orgledger.shared.policy.SecurityPolicy;
import dev.orgledger.shared.refusal.Refusal;
import dev.orgledger.shared.role.AuthorizationCases;
import dev.orgledger.shared.role.AuthorizationCases.Case;
import dev.orgledger.shared.role.AuthorizationCases.Fate;
import dev.orgledger.shared.role.Permission;
import dev.orgledger.shared.role.Role;

/**
 * Every line of the cases that asks for a permission of this release, at the check that stands in front of every command
 * with a permission, on an organization of stored events. The command side answers commands, so a refusal is a code.
 */
class AuthorizationCasesTest {

    private static final Instant NOW = OrganizationFixture.NOW;
    private static final String ORG = OrganizationFixture.ORG;

    private final Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    private final InMemoryPeople people = new InMemoryPeople().withUser("user_alice", "alice@acme.example");
    private final EmbeddedEventStore store = EmbeddedEventStore.builder()
            .storageEngine(new InMemoryEventStorageEngine()).build();
    private final Repository<Organization> organizations = EventSourcingRepository.builder(Organization.class)
            .eventStore(store)
            .parameterResolverFactory(MultiParameterResolverFactory.ordered(
                    ClasspathParameterResolverFactory.forClass(Organization.class),
                    new SimpleResourceParameterResolverFactory(
                            Set.of(clock, people, new InMemoryContacts(), new InMemoryInvitations(),
                                    new InMemoryApiKeys(), OrganizationFixture.SETTINGS))))
            .build();
    private final OrganizationAccess access = new OrganizationAccess(() -> organizations, () -> store, people, clock);
    private int events;

    static List<Case> cases() {
        return AuthorizationCases.all().stream().filter(line -> Permission.of(line.permission()).isPresent()).toList();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void itLetsThroughOrRefusesAsTheLineSays(Case line) {
        happened(line);
        people.report("user_alice", line.facts());

        assertThat(asked(line)).isEqualTo(answer(line));
    }

    private String asked(Case line) {
        try {
            access.require(line.principal(ORG, "user_alice", "key_1", NOW), ORG,
                    Permission.of(line.permission()).orElseThrow());
            return "let through";
        } catch (Refusal refusal) {
            return refusal.code().code();
        }
    }

    /** A member learns why not; all others that there is no such organization. */
    private static String answer(Case line) {
        return switch (line.reason()) {
            case "role" -> "let through";
            case "expiring_key_required" -> "org_requires_expiring_key";
            case "security_policy" -> "security_policy_not_met";
            case "role_lacks_permission" -> "permission_denied";
            case "key_limited" -> line.answeredRole() == null ? "organization_not_found" : "permission_denied";
            case "key_not_valid" -> "invalid_api_key";
            default -> "organization_not_found";
        };
    }

    private void happened(Case line) {
        if (line.organization() == Fate.UNKNOWN) {
            return;
        }
        stored(new OrgCreated(ORG, "user_olga", "Acme", null, null),
                new MemberJoined(ORG, "user_olga", Role.SUPER_ADMIN, null, null),
                new PolicyChanged(ORG, line.policy(), SecurityPolicy.NONE));
        if (line.role() != null) {
            stored(new MemberJoined(ORG, "user_alice", line.role(), line.roleEnds().from(NOW), null));
        }
        if (line.key() != null && line.key().cutOff()) {
            stored(new ApiKeyCutOff(ORG, "key_1", "user_alice"));
        }
        if (line.organization() == Fate.DELETED) {
            stored(new OrgDeleted(ORG, "Acme"));
        }
    }

    private void stored(Object... payloads) {
        for (Object payload : payloads) {
            store.publish(new GenericDomainEventMessage<>("Organization", ORG, events++, payload));
        }
    }
}
