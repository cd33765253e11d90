package dev.orgledger.query.security;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import dev.orgledger.query.authorization.AccessState;
import dev.orgledger.query.authorization.AccessState.Stand;
import dev.orgledger.query.user.Persons;
import dev.orgledger.shared.envelope.PersonRecord;
import dev.orgledger.shared.policy.SecurityPolicy;
import dev.orgledger.shared.policy.SecurityPolicy.Requirement;
import dev.orgledger.shared.role.Authorizer;
import dev.orgledger.shared.role.Authorizer.Standing;
import dev.orgledger.shared.role.Binding;
import dev.orgledger.shared.role.Principal.ApiKey;

/**
 * Which members and keys meet the policy, taken as if all of it were on: so the answer also says what switching a part on
 * would do.
 */
@Component
class Compliance {

    private record Member(String userId, Binding binding, Set<Requirement> missing) {}

    private final AccessState state;
    private final Persons people;
    private final Clock clock;
    private final Authorizer authorizer = Authorizer.standard();

    Compliance(AccessState state, Persons people, Clock clock) {
        this.state = state;
        this.people = people;
        this.clock = clock;
    }

    /** The answer about that organization. */
    Map<String, Object> of(Standing organization) {
        Instant now = clock.instant();
        SecurityPolicy asked = organization.policy().asIfOn();
        List<Member> members = members(organization.orgId(), asked, now);
        List<ApiKey> keys = members.stream().flatMap(member -> keys(organization.orgId(), member, now).stream())
                .toList();
        List<ApiKey> failing = keys.stream().filter(key -> !maySo(asked, key.limits().expiresAt(), now)).toList();
        Map<String, PersonRecord> known = people.byIds(concerned(members, failing));
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("two_factor", part(members, Requirement.TWO_FACTOR, known));
        answer.put("password", part(members, Requirement.PASSWORD, known));
        answer.put("api_keys", part("keys", keys.size(), failing.stream().map(key -> view(key, known)).toList()));
        return answer;
    }

    /** Those whose role is not over, as they got it. */
    private List<Member> members(String orgId, SecurityPolicy asked, Instant now) {
        List<Member> members = new ArrayList<>();
        for (String userId : state.membersOf(orgId, now)) {
            Standing standing = state.stand(orgId, userId).map(Stand::standing).orElse(null);
            if (standing != null && standing.binding() != null && !standing.binding().expired(now)) {
                members.add(new Member(userId, standing.binding(), asked.missing(standing.facts())));
            }
        }
        members.sort(Comparator.comparing((Member member) -> member.binding().since()).thenComparing(Member::userId));
        return members;
    }

    /** The keys by which that member takes part. */
    private List<ApiKey> keys(String orgId, Member member, Instant now) {
        Standing standing = state.stand(orgId, member.userId()).map(Stand::standing)
                .orElse(new Standing(orgId, false, null));
        return state.keysOf(member.userId(), now).stream()
                .filter(key -> authorizer.takesPart(key, standing, now).allowed()).map(ApiKey.class::cast).toList();
    }

    /**
     * Whether a key with that end could be made today. One that was made with a longer life before still works; it is listed,
     * because it is what the policy wants no more of.
     */
    private static boolean maySo(SecurityPolicy asked, @Nullable Instant expiresAt, Instant now) {
        return expiresAt != null && asked.withinMaximum(expiresAt, now);
    }

    private static Collection<String> concerned(List<Member> members, List<ApiKey> keys) {
        Set<String> concerned = members.stream().filter(member -> !member.missing().isEmpty()).map(Member::userId)
                .collect(Collectors.toSet());
        keys.forEach(key -> concerned.add(key.userId()));
        return concerned;
    }

    private static Map<String, Object> part(List<Member> members, Requirement requirement,
            Map<String, PersonRecord> known) {
        return part("members", members.size(), members.stream()
                .filter(member -> member.missing().contains(requirement)).map(member -> view(member, known)).toList());
    }

    private static Map<String, Object> part(String name, int total, List<?> failing) {
        Map<String, Object> part = new LinkedHashMap<>();
        part.put("total", total);
        part.put("compliant", total - failing.size());
        part.put("non_compliant", failing.size());
        part.put(name, failing);
        return part;
    }

    private static Map<String, @Nullable Object> view(Member member, Map<String, PersonRecord> known) {
        Map<String, @Nullable Object> view = new LinkedHashMap<>();
        view.put("uid", member.userId());
        view.put("email", Persons.emailOf(known, member.userId()));
        view.put("role", member.binding().role().word());
        return view;
    }

    private static Map<String, @Nullable Object> view(ApiKey key, Map<String, PersonRecord> known) {
        Map<String, @Nullable Object> view = new LinkedHashMap<>();
        view.put("id", key.keyId());
        view.put("owner_email", Persons.emailOf(known, key.userId()));
        view.put("expires_at", key.limits().expiresAt());
        return view;
    }
}
