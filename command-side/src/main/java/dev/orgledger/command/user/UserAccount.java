package dev.orgledger.command.user;

import java.time.Clock;
import java.util.Optional;

import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.messaging.annotation.MessageIdentifier;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateLifecycle;
import org.axonframework.modelling.command.CreationPolicy;
import org.axonframework.spring.stereotype.Aggregate;
import org.jspecify.annotations.Nullable;

import dev.orgledger.command.platform.vault.People;
import dev.orgledger.command.platform.vault.People.Person;
import dev.orgledger.command.user.UserCommand.EraseUser;
import dev.orgledger.command.user.UserCommand.Erased;
import dev.orgledger.command.user.UserCommand.RegisterUser;
import dev.orgledger.command.user.UserCommand.Registered;
import dev.orgledger.command.user.UserCommand.UpdateUser;
import dev.orgledger.command.value.HttpsUrl;
import dev.orgledger.command.value.PersonName;
import dev.orgledger.shared.envelope.Ids;
import dev.orgledger.shared.policy.PersonFacts;
import dev.orgledger.shared.refusal.ErrorCode;
import dev.orgledger.shared.refusal.Refusal;
import dev.orgledger.shared.user.UserEvent.UserErased;
import dev.orgledger.shared.user.UserEvent.UserRegistered;
import dev.orgledger.shared.user.UserEvent.UserUpdated;

/** A person. It remembers nothing but the id, and the end: what is known of people stands in the vault alone. */
@Aggregate
public class UserAccount {

    @AggregateIdentifier
    private @Nullable String userId;
    /** Id of the event by which the person was forgotten; empty until then. */
    private String certificate = "";

    /** For Axon, which fills it from events. */
    UserAccount() {
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.ALWAYS)
    Registered handle(RegisterUser wish, Clock clock, People people) {
        if (wish.by().personId() != null) {
            throw Refusal.of(ErrorCode.PERMISSION_DENIED);
        }
        String email = wish.email().text();
        Optional<Person> known = people.byEmail(email);
        known.ifPresent(AnAddressBelongsToOneUser::check);
        String id = known.map(Person::personId).orElseGet(Ids::person);
        people.save(new Person(id, email, PersonName.textOf(wish.firstName()), PersonName.textOf(wish.lastName()),
                HttpsUrl.textOf(wish.imageUrl()), clock.instant(),
                new PersonFacts(wish.twoFactorEnabled(), null)));
        AggregateLifecycle.apply(new UserRegistered(id));
        return new Registered(id);
    }

    @CommandHandler
    void handle(UpdateUser wish, People people) {
        AUserChangesOnlyOneself.check(wish);
        Person present = people.byId(wish.userId()).orElseThrow(() -> Refusal.of(ErrorCode.USER_NOT_FOUND));
        Person wished = wished(wish, present);
        ProfileChange change = new ProfileChange(present, wished);
        if (!change.fields().isEmpty()) {
            people.save(wished);
            AggregateLifecycle.apply(new UserUpdated(wish.userId(), change.fields()), change.values().asMetaData());
        }
    }

    /** For somebody who never registered it is the first and the only one. */
    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    Erased handle(EraseUser wish, Parting parting) {
        PeopleEraseOnlyThemselves.check(wish.by(), wish.userId());
        parting.of(wish.userId(), wish.userId().equals(wish.by().personId()));
        AggregateLifecycle.apply(new UserErased(wish.userId()));
        return new Erased(wish.userId(), certificate);
    }

    @EventSourcingHandler
    void on(UserRegistered event) {
        userId = event.userId();
    }

    @EventSourcingHandler
    void on(UserErased event, @MessageIdentifier String eventId) {
        userId = event.userId();
        certificate = eventId;
    }

    private static Person wished(UpdateUser wish, Person present) {
        Boolean twoFactor = wish.twoFactorEnabled().over(present.facts().twoFactorEnabled());
        return new Person(present.personId(), present.email(),
                PersonName.textOf(wish.firstName().over(name(present.firstName()))),
                PersonName.textOf(wish.lastName().over(name(present.lastName()))),
                HttpsUrl.textOf(wish.imageUrl().over(url(present.imageUrl()))), present.registeredAt(),
                new PersonFacts(Boolean.TRUE.equals(twoFactor), wish.passwordFacts().over(present.facts().password())));
    }

    private static @Nullable PersonName name(@Nullable String text) {
        return text == null ? null : new PersonName(text);
    }

    private static @Nullable HttpsUrl url(@Nullable String text) {
        return text == null ? null : new HttpsUrl(text);
    }
}
