package dev.orgledger.shared.role;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Set;

import org.junit.jupiter.api.Test;

import dev.orgledger.shared.envelope.Actor;
import dev.orgledger.shared.role.Principal.KeyLimits;

class PrincipalTest {

    private static Principal key(KeyLimits limits) {
        return new Principal.ApiKey("key_1", "user_1", limits);
    }

    @Test
    void aKeyIsNarrowedByOrganizationsOrRoleButNotByAnEndDateAlone() {
        assertThat(key(new KeyLimits(null, Set.of("org_1"), null)).narrowed()).isTrue();
        assertThat(key(new KeyLimits(null, Set.of(), null)).narrowed()).isTrue();
        assertThat(key(new KeyLimits(null, null, Role.ADMIN)).narrowed()).isTrue();
        assertThat(key(new KeyLimits(Instant.EPOCH, null, null)).narrowed()).isFalse();
        assertThat(key(KeyLimits.NONE).narrowed()).isFalse();
        assertThat(new Principal.User("user_1").narrowed()).isFalse();
    }

    @Test
    void thePersonBehindAKeyIsItsOwnerAndBehindThePlatformNobody() {
        assertThat(key(KeyLimits.NONE).personId()).isEqualTo("user_1");
        assertThat(new Principal.User("user_2").personId()).isEqualTo("user_2");
        assertThat(new Principal.Platform().personId()).isNull();
        assertThat(new Principal.System().personId()).isNull();
    }

    @Test
    void theActorOfAPrincipalSaysWhoAndHow() {
        assertThat(Actor.of(key(KeyLimits.NONE))).isEqualTo(new Actor(Actor.Type.APIKEY, "user_1", "key_1"));
        assertThat(Actor.of(new Principal.User("user_1"))).isEqualTo(new Actor(Actor.Type.USER, "user_1", null));
        assertThat(Actor.of(new Principal.Platform()).id()).isEqualTo("platform");
        assertThat(Actor.of(new Principal.System()).id()).isEqualTo("system");
        assertThat(Actor.of(key(KeyLimits.NONE)).id()).isEqualTo("user_1");
        assertThat(Actor.Type.values()).allSatisfy(type -> assertThat(Actor.Type.of(type.word())).isEqualTo(type));
    }
}
