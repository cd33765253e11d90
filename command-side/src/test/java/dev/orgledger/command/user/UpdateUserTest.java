package dev.orgledger.command.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.axonframework.test.matchers.Matchers.exactSequenceOf;
import static org.axonframework.test.matchers.Matchers.matches;

import java.util.List;
import java.util.Map;

import org.axonframework.eventhandling.EventMessage;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.aggregate.ResultValidator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import dev.orgledger.command.memory.EventTime;
import dev.orgledger.command.memory.InMemoryPeople;
import dev.orgledger.command.memory.Refused;
import dev.orgledger.command.platform.vault.People.Person;
import dev.orgledger.command.platform.vault.Personal;
import dev.orgledger.command.user.UserCommand.UpdateUser;
import dev.orgledger.command.value.Change;
import dev.orgledger.command.value.HttpsUrl;
import dev.orgledger.command.value.PersonName;
import dev.orgledger.shared.policy.PasswordFacts;
import dev.orgledger.shared.policy.PersonFacts;
import dev.orgledger.shared.refusal.ErrorCode;
import dev.orgledger.shared.role.Principal;
import dev.orgledger.shared.role.Principal.KeyLimits;
import dev.orgledger.shared.role.Role;
import dev.orgledger.shared.user.UserEvent.UserRegistered;
import dev.orgledger.shared.user.UserEvent.UserUpdated;

class UpdateUserTest {

    private static final Principal ANN = new Principal.User("user_ann");
    private static final Principal PLATFORM = new Principal.Platform();
    private static final PersonFacts TWO_FACTOR = new PersonFacts(true, null);
    private static final PasswordFacts PASSWORD = new PasswordFacts(12, true, true, false);

    private final InMemoryPeople people = new InMemoryPeople().withUser("user_ann", "ann@acme.example");
    private final AggregateTestFixture<UserAccount> fixture = new AggregateTestFixture<>(UserAccount.class);

    UpdateUserTest() {
        fixture.registerInjectableResource(people).registerInjectableResource(new EventTime())
                .registerInjectableResource(Partings.NONE);
    }

    @Test
    void givenAUserWhenChangingTheOwnNamesThenTheEventNamesTheFieldsOnly() {
        when(new UpdateUser("user_ann", Change.to(new PersonName("Ann")), Change.keep(),
                Change.to(new HttpsUrl("https://a.example/ann.png")), Change.keep(), Change.keep(), ANN))
                .expectEvents(new UserUpdated("user_ann", List.of("first_name", "image_url")));

        assertThat(ann().firstName()).isEqualTo("Ann");
        assertThat(ann().imageUrl()).isEqualTo("https://a.example/ann.png");
    }

    @Test
    void givenANameWhenClearingItThenItIsGone() {
        people.save(new Person("user_ann", "ann@acme.example", "Ann", "Smith", null, ann().registeredAt(), TWO_FACTOR));

        when(new UpdateUser("user_ann", Change.keep(), Change.to(null), Change.keep(), Change.keep(), Change.keep(),
                ANN))
                .expectEvents(new UserUpdated("user_ann", List.of("last_name")));

        assertThat(ann()).isEqualTo(
                new Person("user_ann", "ann@acme.example", "Ann", null, null, ann().registeredAt(), TWO_FACTOR));
    }

    @Test
    void givenChangesWhenUpdatingThenOldAndNewValuesStandBesideTheEvent() {
        people.save(new Person("user_ann", "ann@acme.example", "Ann", "Smith", null, ann().registeredAt(),
                PersonFacts.UNKNOWN));

        toldBeside(new UpdateUser("user_ann", Change.to(new PersonName("Anna")), Change.to(null),
                Change.to(new HttpsUrl("https://a.example/ann.png")), Change.keep(), Change.keep(), ANN),
                Map.of("first_name.old", "Ann", "first_name.new", "Anna", "last_name.old", "Smith", "image_url.new",
                        "https://a.example/ann.png"));
        toldBeside(new UpdateUser("user_ann", Change.to(new PersonName("Anne")), Change.keep(), Change.keep(),
                Change.to(true), Change.keep(), PLATFORM),
                Map.of("first_name.old", "Anna", "first_name.new", "Anne", "two_factor_enabled.old", "false",
                        "two_factor_enabled.new", "true"));
    }

    @Test
    void givenASecondFactorWhenReportedOrToldByATokenThenItStandsBesideTheEvent() {
        Map<String, String> on = Map.of("two_factor_enabled.old", "false", "two_factor_enabled.new", "true");
        toldBeside(facts(true, PLATFORM), on);
        toldBeside(facts(false, PLATFORM),
                Map.of("two_factor_enabled.old", "true", "two_factor_enabled.new", "false"));
        toldBeside(UpdateUser.secondFactor("user_ann"), on);
    }

    @Test
    void givenThePlatformWhenReportingTwoFactorThenUpdatedAndNullTakesItBack() {
        when(facts(true, PLATFORM)).expectEvents(new UserUpdated("user_ann", List.of("two_factor_enabled")));
        assertThat(ann().facts().twoFactorEnabled()).isTrue();

        when(facts(null, PLATFORM)).expectEvents(new UserUpdated("user_ann", List.of("two_factor_enabled")));
        assertThat(ann().facts().twoFactorEnabled()).isFalse();
    }

    @Test
    void givenThePlatformWhenReportingPasswordFactsThenTheEventNamesTheFieldAndNoValueIsTold() {
        when(password(PASSWORD, PLATFORM)).expectEvents(new UserUpdated("user_ann", List.of("password_facts")))
                .expectEventsMatching(exactSequenceOf(matches(
                        (EventMessage<?> event) -> !event.getMetaData().containsKey(Personal.METADATA_KEY))));
        assertThat(ann().facts()).isEqualTo(new PersonFacts(false, PASSWORD));

        when(password(PASSWORD, PLATFORM)).expectNoEvents().expectSuccessfulHandlerExecution();
        when(password(null, PLATFORM)).expectEvents(new UserUpdated("user_ann", List.of("password_facts")));
        assertThat(ann().facts()).isEqualTo(PersonFacts.UNKNOWN);
    }

    @Test
    void givenAUserWhenReportingPasswordFactsThenPermissionDenied() {
        denied(password(PASSWORD, ANN));
        denied(password(null, ANN));
    }

    @Test
    void givenATokenWithASecondFactorWhenToldThenUpdated() {
        when(UpdateUser.secondFactor("user_ann"))
                .expectEvents(new UserUpdated("user_ann", List.of("two_factor_enabled")));
        assertThat(ann().facts()).isEqualTo(TWO_FACTOR);
    }

    @Test
    void givenEverythingAsWishedWhenUpdatingThenNothingHappens() {
        when(facts(false, PLATFORM)).expectNoEvents().expectSuccessfulHandlerExecution();
    }

    @Test
    void givenAUserWhenReportingTwoFactorThenPermissionDenied() {
        denied(facts(true, ANN));
    }

    @Test
    void givenAnotherUserWhenUpdatingThenPermissionDenied() {
        denied(new UpdateUser("user_ann", Change.to(null), Change.keep(), Change.keep(), Change.keep(),
                Change.keep(), new Principal.User("user_bob")));
    }

    @Test
    void givenANarrowedKeyWhenUpdatingThenPermissionDenied() {
        denied(new UpdateUser("user_ann", Change.to(null), Change.keep(), Change.keep(), Change.keep(),
                Change.keep(), new Principal.ApiKey("key_1", "user_ann", new KeyLimits(null, null, Role.SUPER_ADMIN))));
    }

    private void toldBeside(UpdateUser wish, Map<String, String> values) {
        when(wish).expectEventsMatching(exactSequenceOf(matches((EventMessage<?> event) -> new Personal("user_ann",
                values).equals(event.getMetaData().get(Personal.METADATA_KEY)))));
    }

    private void denied(UpdateUser wish) {
        when(wish).expectNoEvents().expectException(Refused.by(ErrorCode.PERMISSION_DENIED));
    }

    private ResultValidator<UserAccount> when(UpdateUser wish) {
        return fixture.given(new UserRegistered("user_ann")).when(wish);
    }

    private static UpdateUser facts(Boolean twoFactor, Principal by) {
        return new UpdateUser("user_ann", Change.keep(), Change.keep(), Change.keep(), Change.to(twoFactor),
                Change.keep(),
                by);
    }

    private static UpdateUser password(@Nullable PasswordFacts facts, Principal by) {
        return new UpdateUser("user_ann", Change.keep(), Change.keep(), Change.keep(), Change.keep(),
                Change.to(facts), by);
    }

    private Person ann() {
        return people.byId("user_ann").orElseThrow();
    }
}
