package dev.orgledger.standalone;

import static dev.orgledger.standalone.OrganizationHttpTest.column;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

import com.nimbusds.jwt.JWTClaimsSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.orgledger.standalone.Api.Answer;
import dev.orgledger.standalone.World.Person;

/** People who come with a token of an identity provider: who they are, and which tokens are good. */
class TokenSignInHttpTest {

    private static final String MEMBERS = "/organization/members";
    private static final String INVITATIONS = "/organization/invitations";
    private static final ConfiguredWorld CONFIGURED = ConfiguredWorld.shared();

    private final World world = CONFIGURED.world;
    private final Person owner = world.person();
    private final String org = world.organization(owner);

    @ParameterizedTest
    @ValueSource(strings = {"/user", "/organization", INVITATIONS, "/user/audit"})
    void givenANewSubjectWhenReadingFirstThenRegisteredAsTheTokenSaysAndKnownToBothSides(String path) {
        String email = world.address();
        Api api = signIn(email, this::named).forgetful();

        api.get(path).expect(200);

        Answer user = api.get("/user").expect(200);
        assertThat(user.text("/data/email")).isEqualTo(email);
        assertThat(user.text("/data/first_name")).isEqualTo("Grace");
        assertThat(user.text("/data/last_name")).isEqualTo("Hopper");
        assertThat(user.text("/data/image_url")).isEqualTo("https://example.test/grace.png");
        assertThat(user.data().get("two_factor_enabled").asBoolean()).isFalse();
        String id = api.post("/organization", Map.of("name", "First")).expect(200).text("/id");
        assertThat(api.get("/organization", "orgId", id).text("/data/created_by")).isEqualTo(user.text("/data/id"));
    }

    @Test
    void givenANewSubjectWhenCommandingFirstThenRegisteredAndTheNextTokenIsTheSamePerson() {
        String email = world.address();
        JWTClaimsSet claims = CONFIGURED.identities.claims(email, this::named);

        String id = world.api.as(CONFIGURED.identities.bearer(claims)).post("/organization", Map.of("name", "Mine"))
                .expect(200)
                .text("/id");

        JWTClaimsSet later = new JWTClaimsSet.Builder(claims).issueTime(Date.from(Instant.now().plusSeconds(1)))
                .claim("email", null).claim("email_verified", null).build();
        Api again = world.api.as(CONFIGURED.identities.bearer(later));
        assertThat(column(again.get("/organization").expect(200), "id")).containsExactly(id);
        assertThat(again.get("/user").expect(200).text("/data/email")).isEqualTo(email);
        assertThat(world.platform.get("/user", "email", email).text("/data/id"))
                .isEqualTo(again.get("/user").text("/data/id"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void givenALaterTokenWithASecondFactorThenItOpensTheDoorOnBothSides(boolean readFirst) {
        JWTClaimsSet claims = CONFIGURED.identities.claims(world.address(), this::named);
        Api once = world.api.as(CONFIGURED.identities.bearer(claims)).forgetful();
        String email = once.get("/user").expect(200).text("/data/email");
        world.platform.post(MEMBERS, Map.of("orgId", org, "email", email, "role", "admin", "direct", true)).expect(200);
        world.platform.put("/user", Map.of("userId", owner.id(), "two_factor_enabled", true)).expect(200);
        owner.api().put("/organization/security", Map.of("orgId", org, "enforcing_2fa", true)).expect(200);
        Map<String, Object> wish = Map.of("orgId", org, "name", "With two factors");
        world.api.as(CONFIGURED.identities.bearer(claims)).get("/organization", "orgId", org).expect(403,
                "security_policy_not_met");
        once.put("/organization", wish).expect(403, "security_policy_not_met");

        Api strong = world.api.as(CONFIGURED.identities
                .bearer(new JWTClaimsSet.Builder(claims).claim("amr", List.of("pwd", "otp")).build())).forgetful();
        if (readFirst) {
            strong.get("/organization", "orgId", org).expect(200);
        }
        strong.put("/organization", wish).expect(200);
        strong.get("/organization", "orgId", org).expect(200);
        once.put("/organization", wish).expect(200);
        assertThat(strong.get("/user").data().get("two_factor_enabled").asBoolean()).isTrue();
    }

    enum BadToken {
        FORGED(IdentityProvider::forged, claims -> claims), //
        UNSIGNED(IdentityProvider::unsigned, claims -> claims), //
        OF_ANOTHER_ISSUER(claims -> claims.issuer("https://elsewhere.example.test")), //
        FOR_ANOTHER_AUDIENCE(claims -> claims.audience("another")), //
        FOR_NO_AUDIENCE(claims -> claims.audience((String) null)), //
        EXPIRED(claims -> claims.expirationTime(Date.from(Instant.now().minusSeconds(300)))), //
        WITHOUT_SUBJECT(claims -> claims.subject(null)), //
        WITHOUT_ADDRESS(claims -> claims.claim("email", null)), //
        UNVERIFIED(claims -> claims.claim("email_verified", false)), //
        SILENT_ABOUT_VERIFICATION(claims -> claims.claim("email_verified", null));

        private final BiFunction<IdentityProvider, JWTClaimsSet, String> signing;
        private final UnaryOperator<JWTClaimsSet.Builder> otherwise;

        BadToken(UnaryOperator<JWTClaimsSet.Builder> otherwise) {
            this(IdentityProvider::bearer, otherwise);
        }

        BadToken(BiFunction<IdentityProvider, JWTClaimsSet, String> signing,
                UnaryOperator<JWTClaimsSet.Builder> otherwise) {
            this.signing = signing;
            this.otherwise = otherwise;
        }
    }

    @ParameterizedTest
    @EnumSource
    void givenABadTokenWhenUsedThenInvalidTokenOnBothSidesAndNobodyIsRegistered(BadToken bad) {
        String email = world.address();
        IdentityProvider identities = CONFIGURED.identities;
        Api api = world.api.as(bad.signing.apply(identities, identities.claims(email, bad.otherwise)));

        api.get("/user").expect(401, "invalid_token");
        api.get("/organization").expect(401, "invalid_token");
        api.post("/organization", Map.of("name", "Never")).expect(401, "invalid_token");
        world.platform.get("/user", "email", email).expect(404);
    }

    @Test
    void givenTheAddressOfAnotherUserWhenSigningInThenRefusedOnBothSides() {
        Api api = signIn(owner.email().toUpperCase(), claims -> claims);
        api.get("/user").expect(409, "email_in_use");
        api.post("/organization", Map.of("name", "Never")).expect(409, "email_in_use");
    }

    @ParameterizedTest
    @CsvSource({"mfa, true", "pwd otp, true", "fpt hwk, true", "pwd, false", "pwd pin, false"})
    void givenMethodsWhenSigningInThenTwoDifferentFactorsCount(String methods, boolean twoFactor) {
        Answer user = signIn(world.address(), claims -> claims.claim("amr", List.of(methods.split(" ")))).get("/user")
                .expect(200);
        assertThat(user.data().get("two_factor_enabled").asBoolean()).isEqualTo(twoFactor);
    }

    @Test
    void givenSomeoneInvitedBeforeWhenSigningInThenTheInvitationIsTheirs() {
        String email = world.address();
        String invitation = owner.api().post(MEMBERS, Map.of("orgId", org, "email", email, "role", "read")).expect(200)
                .text("/data/invitation_id");
        Api api = signIn(email, this::named);

        assertThat(column(api.get(INVITATIONS).expect(200), "invitation_id")).containsExactly(invitation);
        api.post(INVITATIONS + "/accept", Map.of("invitation_id", invitation)).expect(200);

        assertThat(column(api.get("/organization").expect(200), "role")).containsExactly("read");
        assertThat(api.get("/user").text("/data/first_name")).isEqualTo("Grace");
    }

    private Api signIn(String email, UnaryOperator<JWTClaimsSet.Builder> otherwise) {
        return world.api.as(CONFIGURED.identities.bearer(CONFIGURED.identities.claims(email, otherwise)));
    }

    private JWTClaimsSet.Builder named(JWTClaimsSet.Builder claims) {
        return claims.claim("given_name", "Grace").claim("family_name", "Hopper").claim("picture",
                "https://example.test/grace.png");
    }
}
