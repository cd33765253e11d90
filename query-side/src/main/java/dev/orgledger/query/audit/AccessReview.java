package dev.orgledger.query.audit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import dev.orgledger.query.audit.AccessRight.GrantedBy;
import dev.orgledger.query.history.KeyHistory;
import dev.orgledger.query.history.KeyHistory.PastKey;
import dev.orgledger.query.history.PastState;
import dev.orgledger.query.history.PastState.Grant;
import dev.orgledger.query.history.PastState.Member;
import dev.orgledger.query.platform.kafka.KeyUsage;
import dev.orgledger.query.platform.mongo.Collections;
import dev.orgledger.query.platform.mongo.Store;
import dev.orgledger.query.user.Persons;
import dev.orgledger.shared.envelope.PersonRecord;
import dev.orgledger.shared.policy.PersonFacts;
import dev.orgledger.shared.role.Authorizer;
import dev.orgledger.shared.role.Authorizer.Standing;
import dev.orgledger.shared.role.Principal.KeyLimits;
import dev.orgledger.shared.role.Role;
import dev.orgledger.shared.role.RoleCatalog;

/**
 * Who had any right in an organization at a moment: its members as they got their role, and behind each the keys by which
 * that member came in. What a policy asks of people is left aside, as nothing is kept of how they signed in then.
 */
@Component
class AccessReview {

    private static final Comparator<Member> AS_THEY_CAME = Comparator
            .comparing((Member member) -> member.membership().since())
            .thenComparing(member -> member.membership().userId());

    private final KeyHistory keys;
    private final KeyUsage usage;
    private final Persons people;
    private final Store store;
    private final Authorizer authorizer = Authorizer.standard();
    private final RoleCatalog catalog = RoleCatalog.standard();

    AccessReview(KeyHistory keys, KeyUsage usage, Persons people, Store store) {
        this.keys = keys;
        this.usage = usage;
        this.people = people;
        this.store = store;
    }

    /**
     * What is reviewed.
     *
     * @param told what the logs told by then counts
     * @param moment what had ended by then counts no more
     */
    record Cut(Instant told, Instant moment) {

        static Cut past(Instant moment) {
            return new Cut(moment, moment);
        }

        /** The logs as they are: clocks of those who wrote them may be ahead of this one, and what is known is the present. */
        static Cut present(Instant now) {
            return new Cut(Instant.MAX, now);
        }
    }

    private record Known(Map<String, PersonRecord> people, Map<String, Document> keys) {

        @Nullable
        String email(@Nullable String personId) {
            return Persons.emailOf(people, personId);
        }

        @Nullable
        String keyName(@Nullable String keyId) {
            Document key = keyId == null ? null : keys.get(keyId);
            return key == null ? null : key.getString("name");
        }
    }

    List<AccessRight> of(PastState then, Cut cut) {
        Instant moment = cut.moment();
        if (then.organization().deleted()) {
            return List.of();
        }
        List<Member> members = then.members().values().stream().filter(member -> !member.binding().expired(moment))
                .sorted(AS_THEY_CAME).toList();
        Map<String, List<PastKey>> keysOf = keys
                .ofUsers(members.stream().map(member -> member.membership().userId()).toList(), cut.told()).stream()
                .filter(key -> comesIn(key, then, moment)).collect(Collectors.groupingBy(key -> key.key().userId()));
        Known known = known(members, keysOf);
        List<AccessRight> rights = new ArrayList<>();
        for (Member member : members) {
            rights.add(ofPerson(member, then, known));
            keysOf.getOrDefault(member.membership().userId(), List.of())
                    .forEach(key -> rights.add(ofKey(key, member, then, cut.told(), known)));
        }
        return rights;
    }

    private boolean comesIn(PastKey key, PastState then, Instant moment) {
        var principal = key.key().principal(moment);
        Standing standing = new Standing(then.organization().orgId(), false,
                then.binding(key.key().userId()).orElse(null), then.organization().policy(),
                then.organization().cutOffKeys(), PersonFacts.UNKNOWN);
        return principal != null && authorizer.takesPart(principal, standing, moment).allowed()
                && then.organization().policy().letsIn(key.key().limits().expiresAt());
    }

    private AccessRight ofPerson(Member member, PastState then, Known known) {
        String personId = member.membership().userId();
        return new AccessRight("user", personId, known.email(personId), null, null, member.membership().role(),
                member.membership().role(), null, member.membership().since(), member.membership().until(),
                granted(member.grant(), known), then.activity().get(personId));
    }

    private AccessRight ofKey(PastKey key, Member owner, PastState then, Instant told, Known known) {
        String keyId = key.key().keyId();
        String ownerId = key.key().userId();
        KeyLimits limits = key.key().limits();
        Role role = owner.membership().role();
        Instant since = later(key.createdAt(), owner.membership().since());
        Instant until = earlier(limits.expiresAt(), owner.membership().until());
        return new AccessRight("apikey", keyId, known.email(ownerId), known.keyName(keyId), ownerId,
                catalog.acting(role, limits.maxRole()), role, limits.maxRole(), since, until,
                granted(key.grant(), known),
                lastActivity(keyId, then, told));
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    /** Null is never. */
    private static @Nullable Instant earlier(@Nullable Instant one, @Nullable Instant other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.isBefore(other) ? one : other;
    }

    /** Its last change here; or its last use anywhere, of which the latest alone is known. */
    private @Nullable Instant lastActivity(String keyId, PastState then, Instant told) {
        Instant changed = then.activity().get(keyId);
        return usage.lastUseOf(keyId).filter(used -> !used.isAfter(told))
                .filter(used -> changed == null || used.isAfter(changed)).orElse(changed);
    }

    private static GrantedBy granted(Grant grant, Known known) {
        return new GrantedBy(grant.eventId(), grant.invitationEvent(),
                new AuditEntry.Actor(grant.actor().type().word(), grant.actor().userId(),
                        known.email(grant.actor().userId()), grant.actor().apiKeyId(),
                        known.keyName(grant.actor().apiKeyId()), null, null));
    }

    private Known known(List<Member> members, Map<String, List<PastKey>> keysOf) {
        Set<String> persons = new HashSet<>();
        Set<String> keyIds = new HashSet<>();
        members.forEach(member -> {
            persons.add(member.membership().userId());
            add(member.grant(), persons, keyIds);
        });
        keysOf.values().forEach(some -> some.forEach(key -> {
            keyIds.add(key.key().keyId());
            add(key.grant(), persons, keyIds);
        }));
        return new Known(people.byIds(persons), store.byIds(Collections.API_KEYS, keyIds));
    }

    private static void add(Grant grant, Set<String> persons, Set<String> keyIds) {
        if (grant.actor().userId() != null) {
            persons.add(grant.actor().userId());
        }
        if (grant.actor().apiKeyId() != null) {
            keyIds.add(grant.actor().apiKeyId());
        }
    }
}
