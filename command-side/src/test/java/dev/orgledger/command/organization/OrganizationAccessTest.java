package dev.orgledger.command.organization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Set;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.axonframework.common.caching.Cache;
import org.axonframework.common.caching.WeakReferenceCache;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventsourcing.EventSourcingRepository;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.eventsourcing.eventstore.inmemory.InMemoryEventStorageEngine;
import org.axonframework.messaging.annotation.ClasspathParameterResolverFactory;
import org.axonframework.messaging.annotation.MultiParameterResolverFactory;
import org.axonframework.messaging.annotation.SimpleResourceParameterResolverFactory;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.modelling.command.Repository;
import org.junit.jupiter.api.Test;

import dev.orgledger.command.memory.InMemoryApiKeys;
import dev.orgledger.command.memory.InMemoryContacts;
import dev.orgledger.command.memory.InMemoryInvitations;
import dev.orgledger.command.memory.InMemoryPeople;
import dev.orgledger.shared.member.MemberEvent.MemberRemoved;
import dev.orgledger.shared.organization.OrganizationEvent.OrgDeleted;
import dev.orgledger.shared.organization.OrganizationEvent.PolicyChanged;
import dev.orgledger.shared.policy.PasswordPolicy;
import dev.orgledger.shared.policy.PersonFacts;
import dev.orgledger.shared.policy.SecurityPolicy;
import dev.orgledger.shared.refusal.ErrorCode;
import dev.orgledger.shared.refusal.Refusal;
import dev.orgledger.shared.role.Permission;
import dev.orgledger.shared.role.Principal;
import dev.orgledger.shared.role.Principal.KeyLimits;
import dev.orgledger.shared.role.Role;

class OrganizationAccessTest {

    private static final String ORG = OrganizationFixture.ORG;
    private static final Principal OLGA = OrganizationFixture.OLGA;
    private static final Principal BOB = OrganizationFixture.BOB;
    private static final Instant NOW = OrganizationFixture.NOW;

    private final Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    private final InMemoryPeople people = new InMemoryPeople().withUser("user_olga", "olga@acme.example");
    private final EmbeddedEventStore store = EmbeddedEventStore.builder()
            .storageEngine(new InMemoryEventStorageEngine()).build();
    private final Cache cache = new WeakReferenceCache();
    private final Repository<Organization> organizations = EventSourcingRepository.builder(Organization.class)
            .eventStore(store).cache(cache)
            .parameterResolverFactory(MultiParameterResolverFactory.ordered(
                    ClasspathParameterResolverFactory.forClass(Organization.class),
                    new SimpleResourceParameterResolverFactory(Set.of(clock, people,
                            new InMemoryContacts(), new InMemoryInvitations(), new InMemoryApiKeys(),
                            OrganizationFixture.SETTINGS))))
            .build();
    private final OrganizationAccess access = new OrganizationAccess(() -> organizations, () -> store, people, clock);
    private int events;

    OrganizationAccessTest() {
        stored(OrganizationFixture.founded());
    }

    @Test
    void givenTheOwnerWhenCheckedThenLetThroughAndNothingIsLeftOpen() {
        assertThatCode(() -> access.require(OLGA, ORG, Permission.ORG_DELETE)).doesNotThrowAnyException();
        assertThatCode(() -> access.requirePart(OLGA, ORG)).doesNotThrowAnyException();
        assertThatCode(() -> access.requireOwner(OLGA, ORG)).doesNotThrowAnyException();
        assertThat(CurrentUnitOfWork.isStarted()).isFalse();
    }

    @Test
    void givenAStrangerOrNoSuchOrganizationWhenCheckedThenTheSameRefusal() {
        Refusal foreign = refused(() -> access.require(BOB, ORG, Permission.ORG_READ));
        Refusal unknown = refused(() -> access.require(BOB, "org_unknown", Permission.ORG_READ));

        assertThat(foreign.code()).isEqualTo(ErrorCode.ORGANIZATION_NOT_FOUND);
        assertThat(unknown).usingRecursiveComparison().isEqualTo(foreign);
        assertThat(CurrentUnitOfWork.isStarted()).isFalse();
    }

    @Test
    void givenADeletedOrganizationWhenCheckedThenOrganizationNotFound() {
        stored(new OrgDeleted(ORG, "Acme"));

        assertThat(refused(() -> access.requirePart(OLGA, ORG)).code()).isEqualTo(ErrorCode.ORGANIZATION_NOT_FOUND);
    }

    @Test
    void givenAReaderWhenCheckedThenPermissionDeniedAndOwnerRequired() {
        stored(OrganizationFixture.joined(BOB, Role.READ));

        assertThat(refused(() -> access.require(BOB, ORG, Permission.ORG_UPDATE_SETTINGS)).code())
                .isEqualTo(ErrorCode.PERMISSION_DENIED);
        assertThat(refused(() -> access.requireOwner(BOB, ORG)).code()).isEqualTo(ErrorCode.OWNER_REQUIRED);
    }

    @Test
    void givenWhoTakesPartThenTheVersionAndForAnybodyElseNone() {
        assertThat(access.versionFor(OLGA, ORG)).hasValue(events);
        stored(OrganizationFixture.joined(BOB, Role.READ));
        assertThat(access.versionFor(new Principal.ApiKey("key_1", "user_olga", KeyLimits.NONE), ORG)).isPresent();

        assertThat(access.versionFor(OLGA, "org_unknown")).isEmpty();
        assertThat(access.versionFor(new Principal.User("user_eve"), ORG)).isEmpty();
        assertThat(access.versionFor(new Principal.Platform(), ORG)).isEmpty();
        assertThat(access.versionFor(new Principal.ApiKey("key_1", "user_olga",
                new KeyLimits(null, Set.of("org_other"), null)), ORG)).isEmpty();
        assertThat(access.versionFor(new Principal.ApiKey("key_1", "user_olga", new KeyLimits(NOW, null, null)), ORG))
                .isEmpty();
        cache.remove(ORG);
        assertThat(access.versionFor(BOB, ORG)).hasValue(events);
        stored(new OrgDeleted(ORG, "Acme"));
        cache.remove(ORG);
        assertThat(access.versionFor(OLGA, ORG)).isEmpty();
        assertThat(CurrentUnitOfWork.isStarted()).isFalse();
    }

    @Test
    void givenAnExpiredKeyWhenCheckedThenInvalidApiKey() {
        Principal expired = new Principal.ApiKey("key_1", "user_olga", new KeyLimits(NOW, null, null));

        assertThat(refused(() -> access.requirePart(expired, ORG)).code()).isEqualTo(ErrorCode.INVALID_API_KEY);
    }

    @Test
    void givenACachedOrganizationWhenAnotherProcessLetsSomebodyJoinThenLetThrough() {
        assertThatThrownBy(() -> access.requirePart(BOB, ORG)).isInstanceOf(Refusal.class);
        access.requirePart(OLGA, ORG);
        assertThat(cache.containsKey(ORG)).isTrue();

        stored(OrganizationFixture.joined(BOB, Role.READ));

        assertThatCode(() -> access.requirePart(BOB, ORG)).doesNotThrowAnyException();
    }

    @Test
    void givenAPolicyThatIsNotMetWhenCheckedThenRefusedButForTheOwnPart() {
        stored(new PolicyChanged(ORG, new SecurityPolicy(true, PasswordPolicy.OFF, false, true, null),
                SecurityPolicy.NONE));
        Principal endless = new Principal.ApiKey("key_1", "user_olga", KeyLimits.NONE);

        assertThat(refused(() -> access.requireEntry(OLGA, ORG)).code())
                .isEqualTo(ErrorCode.SECURITY_POLICY_NOT_MET);
        assertThat(refused(() -> access.requireEntry(endless, ORG)).code())
                .isEqualTo(ErrorCode.ORG_REQUIRES_EXPIRING_KEY);
        assertThatCode(() -> access.requirePart(endless, ORG)).doesNotThrowAnyException();

        people.report("user_olga", new PersonFacts(true, null));
        assertThatCode(() -> access.requireEntry(OLGA, ORG)).doesNotThrowAnyException();
    }

    @Test
    void givenAMemberWhenAskedForTheStandingThenTheBinding() {
        stored(OrganizationFixture.joined(BOB, Role.READ));

        assertThat(access.standing(ORG, "user_bob").binding()).hasFieldOrPropertyWithValue("role", Role.READ);
        assertThat(access.standing(ORG, "user_nobody").binding()).isNull();

        stored(new MemberRemoved(ORG, "user_bob", Role.READ));
        cache.removeAll();
        assertThat(access.standing(ORG, "user_bob").binding()).isNull();
    }

    private static Refusal refused(ThrowingCallable check) {
        return catchThrowableOfType(Refusal.class, check);
    }

    private void stored(Object... payloads) {
        for (Object payload : payloads) {
            store.publish(new GenericDomainEventMessage<>("Organization", ORG, events++, payload));
        }
    }
}
