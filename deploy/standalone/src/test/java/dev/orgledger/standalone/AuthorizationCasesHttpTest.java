package dev.orgledger.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import dev.orgledger.shared.envelope.Ids;
import dev.orgledger.shared.policy.PasswordFacts;
import dev.orgledger.shared.policy.PersonFacts;
import dev.orgledger.shared.policy.SecurityPolicy;
import dev.orgledger.shared.role.AuthorizationCases;
import dev.orgledger.shared.role.AuthorizationCases.Case;
import dev.orgledger.shared.role.AuthorizationCases.End;
import dev.orgledger.shared.role.AuthorizationCases.Fate;
import dev.orgledger.shared.role.AuthorizationCases.Key;
import dev.orgledger.shared.role.Authorizer;
import dev.orgledger.shared.role.Decision.Allowed;
import dev.orgledger.shared.role.Decision.Denied;
import dev.orgledger.shared.role.Role;
import dev.orgledger.standalone.Api.Answer;
import dev.orgledger.standalone.World.Person;

/**
 * Every line of the cases, staged by the calls that a client has, and decided three ways: by the function, by the query
 * side's check, and by the command side in front of a command. People without a key come with a token.
 */
class AuthorizationCasesHttpTest {

    private static final Map<String, Object> STRONG = password(new PasswordFacts(30, true, true, true));
    /** What is over when the lines are asked about, ends so long after it was made: ends in the past are refused. */
    private static final Duration SHORT = Duration.ofSeconds(3);
    private static final Duration LONG = Duration.ofHours(1);

    private static IdentityProvider identities;
    private static World world;
    private static Person owner;
    private static String elsewhere;
    private static final Map<Setting, Stage> STAGES = new HashMap<>();

    /** What lines have in common that differ in the permission only. */
    private record Setting(@Nullable Role role, End roleEnds, Fate organization, SecurityPolicy policy,
            PersonFacts facts, @Nullable Key key) {

        static Setting of(Case line) {
            return new Setting(line.role(), line.roleEnds(), line.organization(), line.policy(), line.facts(),
                    line.key());
        }
    }

    /** Who asks, where; {@code keyId} is null for a person who comes with a token. */
    private record Stage(String orgId, String userId, @Nullable String keyId, Api api) {}

    static List<Case> cases() {
        return AuthorizationCases.all();
    }

    @BeforeAll
    static void stage() throws IOException {
        identities = new IdentityProvider();
        world = new World(Files.createTempDirectory("orgledger-cases"),
                Map.of("spring.security.oauth2.resourceserver.jwt.issuer-uri", identities.issuer(),
                        "spring.security.oauth2.resourceserver.jwt.audiences", IdentityProvider.AUDIENCE,
                        "spring.main.sources", PermissionEndPoints.class.getName(),
                        // A role that is over must not be cleared away before it is asked about.
                        "orgledger.agenda.polling", "1h",
                        // Keys that are over count as wrong credentials.
                        "orgledger.attempts.limit", 0));
        owner = owner();
        elsewhere = world.organization(owner);
        cases().forEach(line -> STAGES.computeIfAbsent(Setting.of(line), AuthorizationCasesHttpTest::staged));
        Instant staged = Instant.now();
        await().atMost(SHORT.multipliedBy(3)).until(() -> Instant.now().isAfter(staged.plus(SHORT)));
    }

    @AfterAll
    static void stop() {
        if (world != null) {
            world.service.close();
        }
        identities.close();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theThreeDecideAsTheLineSays(Case line) {
        Stage stage = STAGES.get(Setting.of(line));
        String decision = line.reason() + ", role " + word(line.answeredRole());

        assertThat(List.of("function: " + function(line), "query side: " + query(line, stage),
                "command side: " + command(line, stage)))
                .containsExactly("function: " + decision, "query side: " + decision,
                        "command side: " + answerOfACommand(line));
    }

    private static String function(Case line) {
        Instant now = Instant.now();
        return switch (Authorizer.standard().decide(line.principal("org_1", "user_1", "key_1", now),
                line.standing("org_1", "key_1", "event_1", now), line.permission(), now)) {
            case Allowed allowed -> "role, role " + word(allowed.role());
            case Denied denied -> denied.reason().word() + ", role " + word(denied.role());
        };
    }

    private static String query(Case line, Stage stage) {
        String keyId = stage.keyId();
        Answer answer = world.platform.get("/authorization/check", "orgId", stage.orgId(), "permission",
                line.permission(), keyId == null ? "userId" : "keyId", keyId == null ? stage.userId() : keyId)
                .expect(200);
        assertThat(answer.data().path("allowed").asBoolean()).isEqualTo(line.allowed());
        return answer.text("/data/reason") + ", role " + answer.text("/data/role");
    }

    private static String command(Case line, Stage stage) {
        String named = URLEncoder.encode(line.permission(), StandardCharsets.UTF_8).replace("+", "%20");
        Answer answer = stage.api().post(PermissionEndPoints.PATH + named, Map.of("orgId", stage.orgId()));
        return answer.status() == 200
                ? "let through"
                : (answer.status() + " " + answer.text("/code") + " " + answer.text("/details/permission")).strip();
    }

    /** A member learns why not; all others that there is no such organization. */
    private static String answerOfACommand(Case line) {
        String denied = "403 permission_denied " + line.permission();
        return switch (line.reason()) {
            case "role" -> "let through";
            case "expiring_key_required" -> "401 org_requires_expiring_key";
            case "security_policy" -> "403 security_policy_not_met";
            case "role_lacks_permission" -> denied;
            case "key_limited" -> line.answeredRole() == null ? "404 organization_not_found" : denied;
            case "key_not_valid" -> "401 invalid_api_key";
            case "unknown_permission" -> "404 not_found";
            default -> "404 organization_not_found";
        };
    }

    private static Stage staged(Setting setting) {
        String org = setting.organization() == Fate.UNKNOWN ? Ids.organization() : world.organization(owner);
        String email = world.address();
        Key key = setting.key();
        Api token = key == null ? signIn(email) : null;
        String userId = token != null
                ? token.get("/user").expect(200).text("/data/id")
                : world.platform.post("/user", Map.of("email", email)).expect(200).text("/id");
        world.platform.put("/user", facts(userId, setting.facts())).expect(200);
        if (setting.role() != null) {
            join(org, email, setting.role(), setting.roleEnds());
        }
        Stage stage = key == null ? new Stage(org, userId, null, token) : withKey(org, userId, email, key);
        settle(setting, stage);
        return stage;
    }

    /** What happens to people and keys that are there already. */
    private static void settle(Setting setting, Stage stage) {
        if (setting.key() != null && setting.key().cutOff()) {
            owner.api().delete("/apikey", "keyId", String.valueOf(stage.keyId()), "orgId", stage.orgId()).expect(200);
        }
        SecurityPolicy policy = setting.policy();
        if (policy.asksOfPeople() || policy.requireApikeyExpiration()) {
            Map<String, Object> wish = new HashMap<>(policy.fields());
            wish.put("orgId", stage.orgId());
            owner.api().put("/organization/security", wish).expect(200);
        }
        if (setting.organization() == Fate.DELETED) {
            owner.api().delete("/organization", "orgId", stage.orgId()).expect(200);
        }
    }

    /** One who meets every policy, with a key that every policy lets in. */
    private static Person owner() {
        Person person = world.person();
        world.platform.put("/user",
                Map.of("userId", person.id(), "two_factor_enabled", true, "password_facts", STRONG)).expect(200);
        String key = world.platform.post("/apikey", Map.of("name", "owner", "userId", person.id(), "expires_at",
                end(End.LATER))).expect(200).text("/key");
        return new Person(person.id(), person.email(), key, world.api.as(key));
    }

    private static Api signIn(String email) {
        return world.api.as(identities.bearer(identities.claims(email,
                claims -> claims.expirationTime(Date.from(Instant.now().plus(LONG))))));
    }

    private static Stage withKey(String org, String userId, String email, Key key) {
        Map<String, Object> wish = new HashMap<>(Map.of("name", "case", "userId", userId));
        if (key.ends() != End.NEVER) {
            wish.put("expires_at", end(key.ends()));
        }
        if (key.maxRole() != null) {
            wish.put("max_role", key.maxRole().word());
        }
        String only = switch (key.reaches()) {
            case "all" -> null;
            case "here" -> org;
            case "elsewhere" -> joined(elsewhere, email);
            case "nothing" -> joined(world.organization(owner), email);
            default -> throw new IllegalStateException("a key cannot reach " + key.reaches());
        };
        if (only != null) {
            wish.put("limited_to_orgs", List.of(only));
        }
        Answer made = world.platform.post("/apikey", wish).expect(200);
        if (key.reaches().equals("nothing")) {
            owner.api().delete("/organization", "orgId", only).expect(200);
        }
        return new Stage(org, userId, made.text("/id"), world.api.as(made.text("/key")));
    }

    private static String joined(String org, String email) {
        join(org, email, Role.READ, End.NEVER);
        return org;
    }

    private static void join(String org, String email, Role role, End ends) {
        Map<String, Object> wish = new HashMap<>(
                Map.of("orgId", org, "email", email, "role", role.word(), "direct", true));
        if (ends != End.NEVER) {
            wish.put("expires_at", end(ends));
        }
        world.platform.post("/organization/members", wish).expect(200);
    }

    private static String end(End ends) {
        return Instant.now().plus(ends == End.PAST ? SHORT : LONG).toString();
    }

    private static Map<String, Object> facts(String userId, PersonFacts facts) {
        Map<String, Object> wish = new HashMap<>(
                Map.of("userId", userId, "two_factor_enabled", facts.twoFactorEnabled()));
        if (facts.password() != null) {
            wish.put("password_facts", password(facts.password()));
        }
        return wish;
    }

    private static Map<String, Object> password(PasswordFacts facts) {
        return Map.of("length", facts.length(), "has_uppercase", facts.hasUppercase(), "has_number",
                facts.hasNumber(), "has_special", facts.hasSpecial());
    }

    /** As an answer tells it: nothing where it tells none. */
    private static String word(@Nullable Role role) {
        return role == null ? "" : role.word();
    }
}
