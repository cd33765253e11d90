package dev.orgledger.benchmark;

import java.time.Instant;
import java.util.Random;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

import dev.orgledger.shared.envelope.Ids;
import dev.orgledger.shared.policy.PasswordFacts;
import dev.orgledger.shared.policy.PasswordPolicy;
import dev.orgledger.shared.policy.PersonFacts;
import dev.orgledger.shared.policy.SecurityPolicy;
import dev.orgledger.shared.role.Authorizer;
import dev.orgledger.shared.role.Authorizer.Standing;
import dev.orgledger.shared.role.Binding;
import dev.orgledger.shared.role.Permission;
import dev.orgledger.shared.role.Principal;
import dev.orgledger.shared.role.Principal.KeyLimits;
import dev.orgledger.shared.role.Role;

/**
 * {@link Authorizer} asked as a check asks it, by the wire name of the permission: people and keys, narrowed or not, in
 * organizations with and without policies, in every role and for every permission. Which comes when is drawn, so that
 * neither the compiler nor the branch prediction knows the answers.
 */
@State(Scope.Thread)
public class DecisionBenchmark {

    private static final int QUESTIONS = 4096;
    /** Any number: the same draw in every run. */
    private static final long SEED = 20260101;
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private record Question(Principal principal, Standing standing, String permission) {}

    private final Authorizer authorizer = Authorizer.standard();
    private final Question[] questions = questions(new Random(SEED));
    /** Not final, so that it is no constant to the compiler. */
    private Instant now = NOW;

    /** Every question once. */
    @Benchmark
    @OperationsPerInvocation(QUESTIONS)
    public void decide(Blackhole answers) {
        for (Question question : questions) {
            answers.consume(authorizer.decide(question.principal, question.standing, question.permission, now));
        }
    }

    private static Question[] questions(Random random) {
        Permission[] permissions = Permission.values();
        Question[] questions = new Question[QUESTIONS];
        for (int i = 0; i < QUESTIONS; i++) {
            String orgId = Ids.organization();
            Principal principal = principal(random, orgId);
            String permission = oneIn(random, 50)
                    ? "nothing.known"
                    : permissions[random.nextInt(permissions.length)].key();
            questions[i] = new Question(principal, standing(random, orgId, principal), permission);
        }
        return questions;
    }

    private static Principal principal(Random random, String orgId) {
        String personId = Ids.person();
        if (random.nextBoolean()) {
            return new Principal.User(personId);
        }
        Set<String> organizations = Set.of(oneIn(random, 20) ? Ids.organization() : orgId, Ids.organization());
        return new Principal.ApiKey(Ids.apiKey(), personId,
                new KeyLimits(oneIn(random, 2) ? NOW.plusSeconds(random.nextInt(-60, 10_000)) : null,
                        oneIn(random, 4) ? organizations : null, oneIn(random, 4) ? role(random) : null));
    }

    private static Standing standing(Random random, String orgId, Principal principal) {
        @Nullable
        Binding binding = oneIn(random, 20)
                ? null
                : new Binding(role(random), NOW.minusSeconds(100),
                        oneIn(random, 10) ? NOW.plusSeconds(random.nextInt(-60, 10_000)) : null, Ids.apiKey());
        Set<String> cutOffKeys = principal instanceof Principal.ApiKey key && oneIn(random, 20)
                ? Set.of(key.keyId(), Ids.apiKey())
                : Set.of();
        return new Standing(orgId, oneIn(random, 50), binding, policy(random), cutOffKeys, facts(random));
    }

    private static SecurityPolicy policy(Random random) {
        return oneIn(random, 2)
                ? SecurityPolicy.NONE
                : new SecurityPolicy(random.nextBoolean(),
                        new PasswordPolicy(random.nextBoolean(), random.nextInt(6, 16), true, true, false), false,
                        oneIn(random, 4), null);
    }

    private static PersonFacts facts(Random random) {
        return oneIn(random, 4)
                ? PersonFacts.UNKNOWN
                : new PersonFacts(!oneIn(random, 4),
                        new PasswordFacts(random.nextInt(8, 24), true, true, random.nextBoolean()));
    }

    private static Role role(Random random) {
        return Role.values()[random.nextInt(Role.values().length)];
    }

    private static boolean oneIn(Random random, int many) {
        return random.nextInt(many) == 0;
    }
}
