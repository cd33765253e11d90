package dev.orgledger.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.security.oauth2.jwt.Jwt;

import dev.orgledger.command.apikey.ApiKeys;
import dev.orgledger.command.platform.vault.People;
import dev.orgledger.command.platform.vault.People.Person;
import dev.orgledger.edge.PrincipalSource;
import dev.orgledger.shared.credential.Secret;
import dev.orgledger.shared.policy.PersonFacts;
import dev.orgledger.shared.refusal.ErrorCode;
import dev.orgledger.shared.role.Principal;
import dev.orgledger.shared.role.Principal.KeyLimits;

class CommandPrincipalsTest extends StoreTest {

    @Autowired
    PrincipalSource principals;
    @Autowired
    ApiKeys keys;
    @Autowired
    People people;

    private final String email = UUID.randomUUID() + "@example.org";
    private final String subject = UUID.randomUUID().toString();

    @Test
    void servesWhatChangesSomething() {
        assertThat(principals.serves(new MockHttpServletRequest("POST", "/organization"))).isTrue();
        assertThat(principals.serves(new MockHttpServletRequest("DELETE", "/organization"))).isTrue();
        assertThat(principals.serves(new MockHttpServletRequest("POST", "/authorizations"))).isTrue();
        assertThat(principals.serves(new MockHttpServletRequest("GET", "/organization"))).isFalse();
        assertThat(principals.serves(new MockHttpServletRequest("HEAD", "/organization"))).isFalse();
        assertThat(principals.serves(new MockHttpServletRequest("POST", "/authorization/check"))).isFalse();
    }

    @Test
    void givenAnApiKeyThenItsPrincipalUntilItExpires() {
        Secret secret = Secret.generate(Secret.Kind.API_KEY);
        Secret old = Secret.generate(Secret.Kind.API_KEY);
        KeyLimits over = new KeyLimits(Instant.now().minusSeconds(1), null, null);
        keys.created("key_a" + subject, "user_anna", "a", secret.hash(), KeyLimits.NONE, Instant.now());
        keys.created("key_b" + subject, "user_anna", "b", old.hash(), over, Instant.now());

        assertThat(principals.ofApiKey(secret))
                .contains(new Principal.ApiKey("key_a" + subject, "user_anna", KeyLimits.NONE));
        assertThat(principals.ofApiKey(old)).isEmpty();
        assertThat(principals.ofApiKey(Secret.generate(Secret.Kind.API_KEY))).isEmpty();
    }

    @Test
    void givenAFirstTokenThenItsUserIsRegisteredOnce() {
        Jwt jwt = token().claim("given_name", "Anna").claim("picture", "no url at all \u0000")
                .claim("amr", List.of("pwd", "otp")).build();

        Principal first = principals.ofJwt(jwt);

        assertThat(principals.ofJwt(jwt)).isEqualTo(first);
        assertThat(people.byEmail(email)).hasValueSatisfying(person -> {
            assertThat(new Principal.User(person.personId())).isEqualTo(first);
            assertThat(person.registered()).isTrue();
            assertThat(person.firstName()).isEqualTo("Anna");
            assertThat(person.imageUrl()).isNull();
            assertThat(person.facts().twoFactorEnabled()).isTrue();
        });
    }

    @Test
    void givenTwoPasswordsThenNoSecondFactor() {
        principals.ofJwt(token().claim("amr", List.of("pwd", "pin")).build());
        assertThat(people.byEmail(email)).hasValueSatisfying(
                person -> assertThat(person.facts().twoFactorEnabled()).isFalse());
    }

    @Test
    void givenALaterTokenWithASecondFactorThenItIsKnownAndALesserTokenTakesNothingBack() {
        principals.ofJwt(token().build());
        assertThat(twoFactor()).isFalse();

        principals.ofJwt(token().claim("amr", List.of("mfa")).build());
        assertThat(twoFactor()).isTrue();
        long events = allEvents();

        principals.ofJwt(token().claim("amr", List.of("mfa")).build());
        principals.ofJwt(token().claim("amr", List.of("pwd")).build());
        assertThat(twoFactor()).isTrue();
        assertThat(allEvents()).as("a command only where the stored fact differs").isEqualTo(events);
    }

    @Test
    void givenThePlatformTookItBackThenOnlyATokenIssuedLaterTellsOtherwise() {
        principals.ofJwt(token().claim("amr", List.of("mfa")).build());
        Instant before = Instant.now().minusSeconds(5);
        Person person = people.byEmail(email).orElseThrow();
        people.save(new Person(person.personId(), person.email(), null, null, null, person.registeredAt(),
                PersonFacts.UNKNOWN));

        principals.ofJwt(token().claim("amr", List.of("mfa")).issuedAt(before).build());
        principals.ofJwt(token().claim("amr", List.of("mfa")).build());
        assertThat(twoFactor()).isFalse();

        principals.ofJwt(token().claim("amr", List.of("mfa")).issuedAt(Instant.now().plusSeconds(1)).build());
        assertThat(twoFactor()).isTrue();
    }

    @Test
    void givenAnInvitedPersonWhenSignedInThenThePersonIdIsTheUserId() {
        String invited = people.idOf(email);
        assertThat(principals.ofJwt(token().build())).isEqualTo(new Principal.User(invited));
    }

    @Test
    void givenTheAddressOfAnotherUserThenNeverLinked() {
        principals.ofJwt(token().build());
        refused(ErrorCode.EMAIL_IN_USE, () -> principals.ofJwt(token().subject("someone-else").build()));
    }

    @Test
    void givenNoVerifiedAddressThenNobodyIsRegistered() {
        refused(ErrorCode.INVALID_TOKEN, () -> principals.ofJwt(token().claim("email_verified", false).build()));
        refused(ErrorCode.INVALID_TOKEN,
                () -> principals.ofJwt(token().claims(claims -> claims.remove("email")).build()));
        assertThat(people.byEmail(email)).isEmpty();
    }

    @Test
    void givenTheFirstTokenComesManyTimesAtOnceThenOneUser() throws Exception {
        List<Future<Principal>> answers = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(6)) {
            for (int i = 0; i < 6; i++) {
                answers.add(threads.submit(() -> principals.ofJwt(token().build())));
            }
        }
        Set<Principal> users = new HashSet<>();
        for (Future<Principal> answer : answers) {
            users.add(answer.get());
        }
        assertThat(users).hasSize(1);
    }

    private boolean twoFactor() {
        return people.byEmail(email).orElseThrow().facts().twoFactorEnabled();
    }

    private long allEvents() {
        return jdbc.sql("SELECT count(*) FROM domain_event_entry").query(Long.class).single();
    }

    private Jwt.Builder token() {
        return Jwt.withTokenValue("token").header("alg", "RS256").issuer("https://login.example.org")
                .subject(subject).claim("email", email).claim("email_verified", true);
    }
}
