package dev.orgledger.examples;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;

import dev.orgledger.examples.Orgledger.Person;
import dev.orgledger.shared.envelope.Ids;
import dev.orgledger.shared.policy.PasswordFacts;
import dev.orgledger.shared.policy.PersonFacts;
import dev.orgledger.shared.policy.SecurityPolicy;
import dev.orgledger.shared.role.AuthorizationCases.Case;
import dev.orgledger.shared.role.AuthorizationCases.End;
import dev.orgledger.shared.role.AuthorizationCases.Fate;
import dev.orgledger.shared.role.AuthorizationCases.Key;
import dev.orgledger.shared.role.Role;

/** Makes what the lines of the authorization cases tell of, in a running service. */
final class Stages {

    /** What is over when the lines are asked about ends so long after it was made: ends in the past are refused. */
    static final Duration SHORT = Duration.ofSeconds(3);
    private static final Duration LONG = Duration.ofHours(1);
    private static final Map<String, Object> STRONG = password(new PasswordFacts(30, true, true, true));

    private final Orgledger orgledger;
    /** One who meets every policy, with a key that every policy lets in. */
    private final Person owner;
    private final String elsewhere;
    private final Map<Setting, Stage> stages = new HashMap<>();

    /** What lines have in common that differ in the permission only. */
    private record Setting(@Nullable Role role, End roleEnds, Fate organization, SecurityPolicy policy,
            PersonFacts facts, @Nullable Key key) {}

    /** Whom the line is about, where; {@code keyId} is null for a person without a key. */
    record Stage(String orgId, String userId, @Nullable String keyId) {}

    Stages(Orgledger orgledger) {
        this.orgledger = orgledger;
        Person person = orgledger.person("Owner");
        orgledger.platform("PUT", "/user",
                Map.of("userId", person.id(), "two_factor_enabled", true, "password_facts", STRONG));
        String key = orgledger.key(person.id(), Map.of("expires_at", end(End.LATER))).at("/key").asString();
        this.owner = new Person(person.id(), person.email(), key);
        this.elsewhere = orgledger.organization(owner);
    }

    /** That of the line; lines that differ in the permission only share one. */
    Stage of(Case line) {
        return stages.computeIfAbsent(new Setting(line.role(), line.roleEnds(), line.organization(), line.policy(),
                line.facts(), line.key()), this::made);
    }

    private Stage made(Setting setting) {
        String org = setting.organization() == Fate.UNKNOWN ? Ids.organization() : orgledger.organization(owner);
        Person person = orgledger.person("Case");
        orgledger.platform("PUT", "/user", facts(person.id(), setting.facts()));
        if (setting.role() != null) {
            orgledger.join(org, person.email(), setting.role(), end(setting.roleEnds()));
        }
        Stage stage = new Stage(org, person.id(), setting.key() == null ? null : key(org, person, setting.key()));
        if (setting.key() != null && setting.key().cutOff()) {
            byOwner("DELETE", "/apikey", Map.of("keyId", String.valueOf(stage.keyId()), "orgId", org));
        }
        SecurityPolicy policy = setting.policy();
        if (policy.asksOfPeople() || policy.requireApikeyExpiration()) {
            Map<String, Object> wish = new HashMap<>(policy.fields());
            wish.put("orgId", org);
            byOwner("PUT", "/organization/security", wish);
        }
        if (setting.organization() == Fate.DELETED) {
            orgledger.deleteOrganization(org, owner);
        }
        return stage;
    }

    private String key(String org, Person person, Key key) {
        Map<String, Object> limits = new HashMap<>();
        if (key.ends() != End.NEVER) {
            limits.put("expires_at", end(key.ends()));
        }
        if (key.maxRole() != null) {
            limits.put("max_role", key.maxRole().word());
        }
        String only = switch (key.reaches()) {
            case "all" -> null;
            case "here" -> org;
            case "elsewhere" -> joined(elsewhere, person);
            case "nothing" -> joined(orgledger.organization(owner), person);
            default -> throw new IllegalStateException("a key cannot reach " + key.reaches());
        };
        if (only != null) {
            limits.put("limited_to_orgs", List.of(only));
        }
        JsonNode made = orgledger.key(person.id(), limits);
        if (key.reaches().equals("nothing")) {
            orgledger.deleteOrganization(only, owner);
        }
        return made.at("/id").asString();
    }

    private String joined(String org, Person person) {
        orgledger.join(org, person.email(), Role.READ, null);
        return org;
    }

    private void byOwner(String method, String path, Map<String, ?> body) {
        orgledger.call(method, path, owner.key(), body);
    }

    private static @Nullable String end(End ends) {
        return switch (ends) {
            case NEVER -> null;
            case LATER -> Instant.now().plus(LONG).toString();
            case PAST -> Instant.now().plus(SHORT).toString();
        };
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
}
