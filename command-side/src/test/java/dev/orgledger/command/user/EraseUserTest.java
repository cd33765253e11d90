package dev.orgledger.command.user;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;

import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.aggregate.ResultValidator;
import org.junit.jupiter.api.Test;

import dev.orgledger.command.memory.EventTime;
import dev.orgledger.command.memory.InMemoryPeople;
import dev.orgledger.command.memory.Refused;
import dev.orgledger.command.user.UserCommand.EraseUser;
import dev.orgledger.shared.refusal.ErrorCode;
import dev.orgledger.shared.role.Principal;
import dev.orgledger.shared.role.Principal.KeyLimits;
import dev.orgledger.shared.role.Role;
import dev.orgledger.shared.user.UserEvent.UserErased;
import dev.orgledger.shared.user.UserEvent.UserRegistered;

class EraseUserTest {

    private static final Principal ANN = new Principal.User("user_ann");
    private static final Principal PLATFORM = new Principal.Platform();

    private final Partings partings = new Partings();
    private final AggregateTestFixture<UserAccount> fixture = new AggregateTestFixture<>(UserAccount.class);

    EraseUserTest() {
        fixture.registerInjectableResource(new InMemoryPeople()).registerInjectableResource(new EventTime())
                .registerInjectableResource(partings);
    }

    @Test
    void givenAUserWhenErasingOneselfThenEverythingEndsAndTheEventCertifiesIt() {
        registered(ANN).expectEvents(new UserErased("user_ann"));
        assertThat(partings.gone).containsExactly("user_ann by oneself");
    }

    @Test
    void givenAKeyThatIsNotNarrowedWhenErasingThenByOneself() {
        registered(key(new KeyLimits(Instant.EPOCH.plusSeconds(1), null, null)))
                .expectEvents(new UserErased("user_ann"));
        assertThat(partings.gone).containsExactly("user_ann by oneself");
    }

    @Test
    void givenThePlatformWhenErasingThenByAnother() {
        registered(PLATFORM).expectEvents(new UserErased("user_ann"));
        assertThat(partings.gone).containsExactly("user_ann by another");
    }

    @Test
    void givenSomebodyWhoNeverRegisteredWhenErasedThenItIsTheFirstEvent() {
        fixture.givenNoPriorActivity().when(new EraseUser("user_ivan", PLATFORM))
                .expectEvents(new UserErased("user_ivan"));
        assertThat(partings.gone).containsExactly("user_ivan by another");
    }

    @Test
    void givenAnotherUserOrANarrowedKeyWhenErasingThenPermissionDenied() {
        denied(new Principal.User("user_bob"));
        denied(key(new KeyLimits(null, null, Role.SUPER_ADMIN)));
        denied(new Principal.System());
        assertThat(partings.gone).isEmpty();
    }

    private void denied(Principal by) {
        registered(by).expectNoEvents().expectException(Refused.by(ErrorCode.PERMISSION_DENIED));
    }

    private ResultValidator<UserAccount> registered(Principal by) {
        return fixture.given(new UserRegistered("user_ann")).when(new EraseUser("user_ann", by));
    }

    private static Principal key(KeyLimits limits) {
        return new Principal.ApiKey("key_1", "user_ann", limits);
    }
}
