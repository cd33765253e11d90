package dev.orgledger.command.user;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;

import org.axonframework.test.aggregate.AggregateTestFixture;
import org.junit.jupiter.api.Test;

import dev.orgledger.command.memory.EventTime;
import dev.orgledger.command.memory.InMemoryPeople;
import dev.orgledger.command.memory.Refused;
import dev.orgledger.command.platform.vault.People.Person;
import dev.orgledger.command.user.UserCommand.RegisterUser;
import dev.orgledger.command.user.UserCommand.Registered;
import dev.orgledger.command.value.EmailAddress;
import dev.orgledger.command.value.HttpsUrl;
import dev.orgledger.command.value.PersonName;
import dev.orgledger.shared.policy.PersonFacts;
import dev.orgledger.shared.refusal.ErrorCode;
import dev.orgledger.shared.role.Principal;
import dev.orgledger.shared.user.UserEvent.UserRegistered;

class RegisterUserTest {

    private static final Instant NOW = Instant.parse("2026-11-01T10:00:00Z");

    private final InMemoryPeople people = new InMemoryPeople();
    private final AggregateTestFixture<UserAccount> fixture = new AggregateTestFixture<>(UserAccount.class);

    RegisterUserTest() {
        fixture.registerInjectableResource(people).registerInjectableResource(new EventTime())
                .registerInjectableResource(Partings.NONE);
    }

    @Test
    void givenAnUnknownAddressWhenThePlatformRegistersThenANewUser() {
        var outcome = fixture.givenCurrentTime(NOW).when(register(new Principal.Platform()));

        Person ann = people.byEmail("ann@acme.example").orElseThrow();
        assertThat(ann).isEqualTo(new Person(ann.personId(), "Ann@acme.example", "Ann", null,
                "https://a.example/ann.png", NOW, new PersonFacts(true, null)));
        outcome.expectEvents(new UserRegistered(ann.personId()))
                .expectResultMessagePayload(new Registered(ann.personId()));
    }

    @Test
    void givenAnInvitedPersonWhenRegisteringThenThePersonIdIsKept() {
        people.withInvited("user_invited", "ann@acme.example");

        fixture.givenNoPriorActivity().when(register(new Principal.System()))
                .expectEvents(new UserRegistered("user_invited"))
                .expectResultMessagePayload(new Registered("user_invited"));

        assertThat(people.byEmail("ann@acme.example")).hasValueSatisfying(person -> {
            assertThat(person.personId()).isEqualTo("user_invited");
            assertThat(person.registered()).isTrue();
        });
    }

    @Test
    void givenAUserOfThatAddressWhenRegisteringThenUserAlreadyExists() {
        people.withUser("user_ann", "ANN@acme.example");

        fixture.givenNoPriorActivity().when(register(new Principal.Platform())).expectNoEvents()
                .expectException(Refused.by(ErrorCode.USER_ALREADY_EXISTS));
    }

    @Test
    void givenAUserWhenRegisteringSomebodyThenPermissionDenied() {
        fixture.givenNoPriorActivity().when(register(new Principal.User("user_bob"))).expectNoEvents()
                .expectException(Refused.by(ErrorCode.PERMISSION_DENIED));
    }

    private static RegisterUser register(Principal by) {
        return new RegisterUser(new EmailAddress("Ann@acme.example"), new PersonName("Ann"), null,
                new HttpsUrl("https://a.example/ann.png"), true, by);
    }
}
