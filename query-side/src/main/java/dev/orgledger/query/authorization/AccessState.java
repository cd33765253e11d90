package dev.orgledger.query.authorization;

import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import dev.orgledger.query.platform.kafka.Incoming;
import dev.orgledger.shared.envelope.InternalRecord;
import dev.orgledger.shared.policy.PersonFacts;
import dev.orgledger.shared.role.Authorizer.Standing;
import dev.orgledger.shared.role.Binding;
import dev.orgledger.shared.role.Principal;
import dev.orgledger.shared.role.Principal.KeyLimits;
import dev.orgledger.shared.state.StateRecord;

/**
 * Everything that decides about access, in memory and whole in every replica, made from Kafka alone. Taking in a record
 * twice, or an older one after a newer, changes nothing.
 */
@Component
public class AccessState {

    /**
     * A membership in an organization that is not deleted.
     *
     * @param cutOffKeys ids of the keys that the organization does not let in
     */
    public record Membership(String orgId, Instant createdAt, Binding binding, Set<String> cutOffKeys) {}

    /** Where somebody stands in an organization, and of which version of it that is. */
    public record Stand(Standing standing, long version) {}

    private record Key(long position, InternalRecord.Key kept, Principal.ApiKey principal) {

        boolean opensBy(String hash, Instant now) {
            InternalRecord.Key.Previous previous = kept.previous();
            return kept.secretHash().equals(hash) || previous != null && previous.secretHash().equals(hash)
                    && now.isBefore(previous.worksUntil());
        }
    }

    private final Map<String, OrganizationState> organizations = new ConcurrentHashMap<>();
    private final Map<PersonId, Person> people = new ConcurrentHashMap<>();
    private final Map<String, Key> keys = new ConcurrentHashMap<>();
    private final Map<String, String> keyIdByHash = new ConcurrentHashMap<>();
    /** Every key that the user ever had, but for those that were forgotten. */
    private final Map<String, Set<String>> keyIdsOfUser = new ConcurrentHashMap<>();

    /** Where that person stands in that organization; empty for an organization that never was. */
    public Optional<Stand> stand(String orgId, @Nullable String personId) {
        OrganizationState organization = organizations.get(orgId);
        if (organization == null) {
            return Optional.empty();
        }
        Person person = person(personId);
        OrganizationState.View view = organization.of(person);
        return Optional.of(new Stand(new Standing(orgId, view.deleted(), view.binding(), view.policy(),
                view.cutOffKeys(), factsOf(person)), view.version()));
    }

    private @Nullable Person person(@Nullable String personId) {
        return personId == null ? null : people.get(new PersonId(personId));
    }

    /** Whether that organization is there, and not deleted. */
    public boolean exists(String orgId) {
        return stand(orgId, null).filter(stand -> !stand.standing().deleted()).isPresent();
    }

    /** The organizations of that person, newest first. */
    public List<Membership> membershipsOf(String personId) {
        Person person = person(personId);
        return person == null
                ? List.of()
                : Arrays.stream(person.organizations()).map(organization -> organization.of(person))
                        .filter(view -> !view.deleted() && view.binding() != null)
                        .map(view -> new Membership(view.orgId(), view.createdAt(), view.binding(), view.cutOffKeys()))
                        .sorted(Comparator.comparing(Membership::createdAt).thenComparing(Membership::orgId).reversed())
                        .toList();
    }

    /** Ids of the members of that organization whose role is not over at that moment. */
    public Set<String> membersOf(String orgId, Instant now) {
        OrganizationState organization = organizations.get(orgId);
        return organization == null ? Set.of() : organization.members(now);
    }

    /** Ids of the keys that this organization does not let in. */
    public Set<String> cutOffKeysOf(String orgId) {
        OrganizationState organization = organizations.get(orgId);
        return organization == null ? Set.of() : organization.cutOffKeys();
    }

    /** Whether a key of that secret is known at all, revoked or rotated out or not. */
    boolean knowsKey(String hash) {
        return keyIdByHash.containsKey(hash);
    }

    /** The holder of the key of that hash; empty when it is unknown, revoked, rotated out, or over at that moment. */
    Optional<Principal> holder(String hash, Instant now) {
        return Optional.ofNullable(keyIdByHash.get(hash)).map(keys::get).filter(key -> key.opensBy(hash, now))
                .flatMap(key -> key(key.principal().keyId(), now));
    }

    /** The key of that id; empty when it is unknown, revoked, or over at that moment. */
    public Optional<Principal> key(String keyId, Instant now) {
        return Optional.ofNullable(keys.get(keyId))
                .filter(key -> key.kept().revokedAt() == null && !key.principal().limits().expired(now))
                .map(Key::principal);
    }

    /** The owner of that key, valid or not. */
    Optional<String> ownerOfKey(String keyId) {
        return Optional.ofNullable(keys.get(keyId)).map(key -> key.principal().userId());
    }

    /** The keys of that user that are neither revoked nor over at that moment. */
    public List<Principal> keysOf(String userId, Instant now) {
        return keyIdsOfUser.getOrDefault(userId, Set.of()).stream().sorted().map(keyId -> key(keyId, now))
                .flatMap(Optional::stream).toList();
    }

    /** Whether that user has registered. */
    public boolean knowsUser(String userId) {
        Person person = person(userId);
        return person != null && person.facts() != null;
    }

    /** Whether that user is known to use a second factor. */
    public boolean twoFactorEnabled(String userId) {
        return factsOf(userId).twoFactorEnabled();
    }

    /** What is known of how that person signs in. */
    PersonFacts factsOf(@Nullable String personId) {
        return factsOf(person(personId));
    }

    private static PersonFacts factsOf(@Nullable Person person) {
        PersonFacts facts = person == null ? null : person.facts();
        return facts == null ? PersonFacts.UNKNOWN : facts;
    }

    /** Takes in one record. */
    void apply(Incoming incoming) {
        switch (incoming) {
            case Incoming.State record -> apply(record);
            case Incoming.Key record -> apply(record);
            default -> {
                // Names and the like decide nothing.
            }
        }
    }

    private void apply(Incoming.State record) {
        switch (record.value()) {
            case StateRecord.Organization told -> organization(told.orgId()).apply(told);
            case StateRecord.Membership told -> apply(told.orgId(), told.userId(), told, record.orgVersion());
            case StateRecord.User told ->
                remembered(told.userId()).told(new Person.Facts(record.position(), told.facts()));
            case StateRecord.Key told -> {
                // Comes with its hash by the internal topic.
            }
            case null -> {
                int slash = record.key().indexOf('/');
                if (slash > 0) {
                    apply(record.key().substring(0, slash), record.key().substring(slash + 1), null,
                            record.orgVersion());
                } else if (person(record.key()) instanceof Person person) {
                    person.told(new Person.Facts(record.position(), null));
                }
            }
        }
    }

    private void apply(String orgId, String userId, StateRecord.@Nullable Membership told, @Nullable Long version) {
        if (version == null) {
            throw new IllegalArgumentException("a membership without the version of its organization");
        }
        OrganizationState organization = organization(orgId);
        Person person = remembered(userId);
        if (organization.apply(person, told, version) && told != null) {
            person.joined(organization);
        }
    }

    private OrganizationState organization(String orgId) {
        return organizations.computeIfAbsent(orgId, OrganizationState::new);
    }

    private Person remembered(String personId) {
        Person known = person(personId);
        if (known != null) {
            return known;
        }
        Person person = new Person(personId);
        people.put(person, person);
        return person;
    }

    private void apply(Incoming.Key record) {
        Key before = keys.get(record.keyId());
        if (before != null && before.position() >= record.position()) {
            return;
        }
        InternalRecord.Key value = record.value();
        if (value == null) {
            keys.remove(record.keyId());
            if (before != null) {
                keyIdByHash.remove(before.kept().secretHash());
                keyIdsOfUser.computeIfPresent(before.principal().userId(), (id, all) -> without(all, record.keyId()));
            }
            return;
        }
        KeyLimits limits = new KeyLimits(value.expiresAt(), value.limitedToOrgs(), value.maxRole());
        keys.put(record.keyId(), new Key(record.position(), value,
                new Principal.ApiKey(record.keyId(), value.userId(), limits)));
        keyIdsOfUser.merge(value.userId(), Set.of(record.keyId()), AccessState::with);
        // Secrets that the key had before stay known, so that whoever still sends one is refused without a wait.
        keyIdByHash.put(value.secretHash(), record.keyId());
        if (value.previous() != null) {
            keyIdByHash.put(value.previous().secretHash(), record.keyId());
        }
    }

    private static Set<String> with(Set<String> all, Set<String> more) {
        return all.containsAll(more)
                ? all
                : Stream.concat(all.stream(), more.stream()).collect(Collectors.toUnmodifiableSet());
    }

    private static @Nullable Set<String> without(Set<String> all, String gone) {
        Set<String> rest = all.stream().filter(keyId -> !keyId.equals(gone)).collect(Collectors.toUnmodifiableSet());
        return rest.isEmpty() ? null : rest;
    }
}
