package dev.orgledger.query.authorization;

import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import dev.orgledger.query.authorization.AccessState.Stand;
import dev.orgledger.shared.role.Authorizer;
import dev.orgledger.shared.role.Authorizer.Standing;
import dev.orgledger.shared.role.Decision;
import dev.orgledger.shared.role.Decision.Allowed;
import dev.orgledger.shared.role.Decision.Denied;
import dev.orgledger.shared.role.Decision.Reason;
import dev.orgledger.shared.role.Permission;
import dev.orgledger.shared.role.Principal;
import dev.orgledger.shared.role.Principal.ApiKey;
import dev.orgledger.shared.role.Role;

/** Answers whether somebody may, or might have, by what is known of that moment. */
@Component
class Checks {

    private final Authorizer authorizer = Authorizer.standard();

    /** The answer about that subject; an empty one is a key that is not valid. */
    Map<String, Object> check(Knowledge known, Optional<Principal> subject, String orgId, String permission) {
        if (subject.isEmpty()) {
            return answer(new Denied(Reason.KEY_NOT_VALID, null), null);
        }
        Optional<Stand> stand = known.stand(orgId, subject.get().personId());
        Decision decision = authorizer.decide(subject.get(),
                stand.map(Stand::standing).orElse(new Standing(orgId, false, null)), permission, known.moment());
        boolean foreign = stand.isEmpty() || stand.get().standing().binding() == null
                || subject.get() instanceof ApiKey key && !key.limits().reaches(orgId);
        return answer(decision, foreign ? null : stand.get().version());
    }

    /** The role of that subject, and what it permits. */
    Map<String, Object> permissions(Knowledge known, Optional<Principal> subject, String orgId) {
        Instant moment = known.moment();
        Standing standing = subject.flatMap(who -> known.stand(orgId, who.personId())).map(Stand::standing)
                .orElse(new Standing(orgId, false, null));
        Role role = subject.map(who -> authorizer.takesPart(who, standing, moment))
                .filter(Allowed.class::isInstance).map(decision -> ((Allowed) decision).role()).orElse(null);
        List<String> permissions = role == null
                ? List.of()
                : Arrays.stream(Permission.values())
                        .filter(permission -> authorizer
                                .decide(subject.get(), standing, permission, moment).allowed())
                        .map(Permission::key).toList();
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("role", role == null ? null : role.word());
        answer.put("permissions", permissions);
        return answer;
    }

    private static Map<String, Object> answer(Decision decision, @Nullable Long version) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("allowed", decision.allowed());
        switch (decision) {
            case Allowed(Role role, String event) -> {
                answer.put("role", role.word());
                answer.put("reason", "role");
                answer.put("org_version", version);
                answer.put("granted_by_event", event);
            }
            case Denied(Reason reason, Role role) -> {
                answer.put("role", role == null ? null : role.word());
                answer.put("reason", reason.word());
                answer.put("org_version", version);
                answer.put("granted_by_event", null);
            }
        }
        return answer;
    }
}
