package dev.orgledger.standalone;

import static dev.orgledger.standalone.OrganizationHttpTest.column;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.nimbusds.jwt.JWTClaimsSet;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.orgledger.standalone.Api.Answer;
import dev.orgledger.standalone.LocalServer.Reply;
import dev.orgledger.standalone.World.Person;

/**
 * A standalone with everything that is off by default: an identity provider, a captcha provider, an SMTP server; and with
 * times so short that they can be waited for.
 */
class ConfiguredStandaloneTest {

    private static final String MEMBERS = "/organization/members";
    private static final String INVITATIONS = "/organization/invitations";
    private static final String CONSOLE = "https://console.example.test";
    private static final Pattern LINK = Pattern
            .compile(Pattern.quote(CONSOLE) + "/invitation\\?token=([A-Za-z0-9_]+)");

    @TempDir
    static Path data;

    private static final IdentityProvider IDENTITIES = new IdentityProvider();
    private static final LocalServer CAPTCHA = new LocalServer();
    private static final GreenMail MAIL = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));

    private static volatile boolean captchaDown;
    private static World world;

    private Person owner;
    private String org;

    @BeforeAll
    static void start() {
        CAPTCHA.answer("/siteverify", asked -> captchaDown
                ? new Reply(500, "{}")
                : new Reply(200, "{\"success\": " + asked.contains("response=good") + "}"));
        MAIL.start();
        world = new World(data, Map.ofEntries(
                Map.entry("spring.security.oauth2.resourceserver.jwt.issuer-uri", IDENTITIES.issuer()),
                Map.entry("spring.security.oauth2.resourceserver.jwt.audiences", IdentityProvider.AUDIENCE),
                Map.entry("orgledger.captcha.secret", "captcha-secret"),
                Map.entry("orgledger.captcha.verify-url", CAPTCHA.at("/siteverify")),
                Map.entry("spring.mail.host", "127.0.0.1"),
                Map.entry("spring.mail.port", MAIL.getSmtp().getPort()), Map.entry("orgledger.console-url", CONSOLE),
                Map.entry("orgledger.invitation.lifetime", "6s"),
                Map.entry("orgledger.invitation.resend-cooldown", "2s"),
                Map.entry("orgledger.invitation.reinvite-cooldown", "2s"),
                Map.entry("orgledger.invitation.daily-limit", 50),
                // More wrong credentials from one address than it would have patience for.
                Map.entry("orgledger.attempts.limit", 0)));
    }

    @AfterAll
    static void stop() {
        if (world != null) {
            world.service.close();
        }
        MAIL.stop();
        CAPTCHA.close();
        IDENTITIES.close();
    }

    @BeforeEach
    void anOrganization() {
        captchaDown = false;
        owner = world.person();
        org = world.organization(owner);
    }

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
        JWTClaimsSet claims = IDENTITIES.claims(email, this::named);

        String id = world.api.as(IDENTITIES.bearer(claims)).post("/organization", Map.of("name", "Mine")).expect(200)
                .text("/id");

        JWTClaimsSet later = new JWTClaimsSet.Builder(claims).issueTime(Date.from(Instant.now().plusSeconds(1)))
                .claim("email", null).claim("email_verified", null).build();
        Api again = world.api.as(IDENTITIES.bearer(later));
        assertThat(column(again.get("/organization").expect(200), "id")).containsExactly(id);
        assertThat(again.get("/user").expect(200).text("/data/email")).isEqualTo(email);
        assertThat(world.platform.get("/user", "email", email).text("/data/id"))
                .isEqualTo(again.get("/user").text("/data/id"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void givenALaterTokenWithASecondFactorThenItOpensTheDoorOnBothSides(boolean readFirst) {
        JWTClaimsSet claims = IDENTITIES.claims(world.address(), this::named);
        Api once = world.api.as(IDENTITIES.bearer(claims)).forgetful();
        String email = once.get("/user").expect(200).text("/data/email");
        world.platform.post(MEMBERS, Map.of("orgId", org, "email", email, "role", "admin", "direct", true)).expect(200);
        world.platform.put("/user", Map.of("userId", owner.id(), "two_factor_enabled", true)).expect(200);
        owner.api().put("/organization/security", Map.of("orgId", org, "enforcing_2fa", true)).expect(200);
        Map<String, Object> wish = Map.of("orgId", org, "name", "With two factors");
        world.api.as(IDENTITIES.bearer(claims)).get("/organization", "orgId", org).expect(403,
                "security_policy_not_met");
        once.put("/organization", wish).expect(403, "security_policy_not_met");

        Api strong = world.api.as(IDENTITIES
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
        FORGED(IDENTITIES::forged, claims -> claims), //
        UNSIGNED(IDENTITIES::unsigned, claims -> claims), //
        OF_ANOTHER_ISSUER(claims -> claims.issuer("https://elsewhere.example.test")), //
        FOR_ANOTHER_AUDIENCE(claims -> claims.audience("another")), //
        FOR_NO_AUDIENCE(claims -> claims.audience((String) null)), //
        EXPIRED(claims -> claims.expirationTime(Date.from(Instant.now().minusSeconds(300)))), //
        WITHOUT_SUBJECT(claims -> claims.subject(null)), //
        WITHOUT_ADDRESS(claims -> claims.claim("email", null)), //
        UNVERIFIED(claims -> claims.claim("email_verified", false)), //
        SILENT_ABOUT_VERIFICATION(claims -> claims.claim("email_verified", null));

        private final Function<JWTClaimsSet, String> signing;
        private final UnaryOperator<JWTClaimsSet.Builder> otherwise;

        BadToken(UnaryOperator<JWTClaimsSet.Builder> otherwise) {
            this(IDENTITIES::bearer, otherwise);
        }

        BadToken(Function<JWTClaimsSet, String> signing, UnaryOperator<JWTClaimsSet.Builder> otherwise) {
            this.signing = signing;
            this.otherwise = otherwise;
        }
    }

    @ParameterizedTest
    @EnumSource
    void givenABadTokenWhenUsedThenInvalidTokenOnBothSidesAndNobodyIsRegistered(BadToken bad) {
        String email = world.address();
        Api api = world.api.as(bad.signing.apply(IDENTITIES.claims(email, bad.otherwise)));

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
        String invitation = invite(email).text("/data/invitation_id");
        Api api = signIn(email, this::named);

        assertThat(column(api.get(INVITATIONS).expect(200), "invitation_id")).containsExactly(invitation);
        api.post(INVITATIONS + "/accept", Map.of("invitation_id", invitation)).expect(200);

        assertThat(column(api.get("/organization").expect(200), "role")).containsExactly("read");
        assertThat(api.get("/user").text("/data/first_name")).isEqualTo("Grace");
    }

    @Test
    void givenACallerByTokenWhenInvitingThenACaptchaIsSolved() {
        Api api = signIn(world.address(), claims -> claims);
        String id = api.post("/organization", Map.of("name", "Mine")).expect(200).text("/id");
        Map<String, String> wish = Map.of("orgId", id, "email", world.address(), "role", "read");

        api.post(MEMBERS, wish).expect(400, "captcha_required");
        api.post(MEMBERS, with(wish, "captcha_token", "bad")).expect(400, "captcha_failed");
        captchaDown = true;
        Answer down = api.post(MEMBERS, with(wish, "captcha_token", "good")).expect(503, "captcha_unavailable");
        assertThat(Long.parseLong(down.header("retry-after"))).isPositive();
        owner.api().post(MEMBERS, with(wish, "orgId", org)).expect(200);
        captchaDown = false;
        api.post(MEMBERS, with(wish, "captcha_token", "good")).expect(200);
    }

    @Test
    void givenAnSmtpServerWhenInvitedThenOneMailComesWhoseTokenAccepts() {
        Person invited = world.person();
        invite(invited.email());
        String token = token(invited.email(), 1);

        invited.api().post(INVITATIONS + "/accept", Map.of("token", token)).expect(200);

        String other = world.address();
        invite(other);
        token(other, 1);
        assertThat(tokens(invited.email())).hasSize(1);
        assertThat(data.resolve("mail")).doesNotExist();
    }

    @Test
    void givenTheCooldownIsOverWhenResentThenANewTokenLivesAnewAndTheOldIsGone() {
        Person invited = world.person();
        Instant firstEnd = end(invite(invited.email()));
        Map<String, String> wish = Map.of("orgId", org, "email", invited.email());
        owner.api().post(INVITATIONS + "/resend", wish).expect(429, "invitation_too_recent");
        String first = token(invited.email(), 1);
        waitUntil(firstEnd.minusSeconds(2));

        owner.api().post(INVITATIONS + "/resend", wish).expect(200);

        String second = token(invited.email(), 2);
        Answer listed = owner.api().get(INVITATIONS, "orgId", org).expect(200);
        assertThat(Instant.parse(listed.text("/data/0/invitation_expires_at"))).isAfter(firstEnd);
        waitUntil(firstEnd);
        world.api.get(INVITATIONS + "/preview", "token", first).expect(410, "invitation_gone");
        invited.api().post(INVITATIONS + "/accept", Map.of("token", first)).expect(410, "invitation_gone");
        world.api.get(INVITATIONS + "/preview", "token", second).expect(200);
        invited.api().post(INVITATIONS + "/accept", Map.of("token", second)).expect(200);
    }

    @Test
    void givenAnInvitationWhenItsLifetimeIsOverThenExpiredAuditedAndTheAddressIsFree() {
        Person invited = world.person();
        Instant end = end(invite(invited.email()));
        String token = token(invited.email(), 1);
        assertThat(column(owner.api().get(MEMBERS, "orgId", org), "status")).containsExactly("active", "pending");
        waitUntil(end);

        assertExpired(invited, token);
        assertThat(column(owner.api().get(MEMBERS, "orgId", org), "status")).containsExactly("active");
        assertThat(column(owner.api().get(INVITATIONS, "orgId", org), "email")).isEmpty();
        awaitEntry("invitation.expired", invited.id());
        assertExpired(invited, token);

        invite(invited.email());
        invited.api().post(INVITATIONS + "/accept", Map.of("token", token(invited.email(), 2))).expect(200);
        invited.api().post(INVITATIONS + "/accept", Map.of("token", token)).expect(410, "invitation_expired");
    }

    @Test
    void givenARevocationWhenInvitedAgainThenOnlyAfterTheCooldown() {
        String email = world.address();
        invite(email);
        owner.api().delete(INVITATIONS, "orgId", org, "email", email).expect(200);
        Map<String, String> wish = Map.of("orgId", org, "email", email, "role", "read");

        Answer tooSoon = owner.api().post(MEMBERS, wish).expect(429, "invitation_too_recent");

        assertThat(Long.parseLong(tooSoon.header("retry-after"))).isBetween(1L, 2L);
        patience().untilAsserted(() -> owner.api().post(MEMBERS, wish).expect(200));
    }

    @Test
    void givenARoleWithAnEndDateWhenItComesThenAccessEndsOnBothSidesAndIsAudited() {
        Person guest = world.person();
        Instant end = Instant.now().plusSeconds(3);
        world.join(org, guest, "admin", end.toString());
        guest.api().get("/organization", "orgId", org).expect(200);
        guest.api().put("/organization", Map.of("orgId", org, "name", "By the guest")).expect(200);
        waitUntil(end);

        guest.api().get("/organization", "orgId", org).expect(404, "organization_not_found");
        guest.api().put("/organization", Map.of("orgId", org, "name", "Too late")).expect(404,
                "organization_not_found");
        assertThat(column(guest.api().get("/organization").expect(200), "id")).isEmpty();
        awaitEntry("role.expired", guest.id());
        assertThat(column(owner.api().get(MEMBERS, "orgId", org), "uid")).containsExactly(owner.id());
    }

    private Api signIn(String email, UnaryOperator<JWTClaimsSet.Builder> otherwise) {
        return world.api.as(IDENTITIES.bearer(IDENTITIES.claims(email, otherwise)));
    }

    private JWTClaimsSet.Builder named(JWTClaimsSet.Builder claims) {
        return claims.claim("given_name", "Grace").claim("family_name", "Hopper").claim("picture",
                "https://example.test/grace.png");
    }

    private Answer invite(String email) {
        return owner.api().post(MEMBERS, Map.of("orgId", org, "email", email, "role", "read", "first_name", "Guest"))
                .expect(200);
    }

    private static Instant end(Answer invited) {
        return Instant.parse(invited.text("/data/invitation_expires_at"));
    }

    private void assertExpired(Person invited, String token) {
        world.api.get(INVITATIONS + "/preview", "token", token).expect(410, "invitation_expired");
        invited.api().post(INVITATIONS + "/accept", Map.of("token", token)).expect(410, "invitation_expired");
        invited.api().post(INVITATIONS + "/decline", Map.of("token", token)).expect(410, "invitation_expired");
    }

    private void awaitEntry(String action, String personId) {
        patience().untilAsserted(() -> {
            Answer audit = owner.api().get("/organization/audit", "orgId", org, "action", action).expect(200);
            assertThat(audit.data()).hasSize(1);
            assertThat(audit.text("/data/0/target/id")).isEqualTo(personId);
            assertThat(audit.text("/data/0/actor/type")).isEqualTo("system");
        });
    }

    private static void waitUntil(Instant time) {
        patience().until(() -> !Instant.now().isBefore(time));
    }

    private static ConditionFactory patience() {
        return Awaitility.await().atMost(Duration.ofSeconds(20));
    }

    private static String token(String email, int mails) {
        return patience().until(() -> tokens(email), tokens -> tokens.size() >= mails).getLast();
    }

    /** From every mail to that address, the oldest first. */
    private static List<String> tokens(String email) {
        return Stream.of(MAIL.getReceivedMessages()).filter(mail -> email.equalsIgnoreCase(recipient(mail)))
                .map(ConfiguredStandaloneTest::tokenOf).toList();
    }

    private static String recipient(MimeMessage mail) {
        try {
            return mail.getAllRecipients()[0].toString();
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String tokenOf(MimeMessage mail) {
        try {
            Matcher link = LINK.matcher(World.text(mail.getContent()));
            assertThat(link.find()).isTrue();
            return link.group(1);
        } catch (IOException | MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, String> with(Map<String, String> wish, String name, String value) {
        Map<String, String> more = new HashMap<>(wish);
        more.put(name, value);
        return more;
    }
}
