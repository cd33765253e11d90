package dev.orgledger.query.platform.answer;

import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Set;

/**
 * An answer about one organization.
 *
 * @param version of the organization
 * @param body what becomes JSON
 * @param tellsOf ids of the organization, and of all people and invitations whose change would change the answer; empty where
 *            these are not all known, so that it is given once
 * @param until when time alone changes it, exclusive
 */
public record Answer(long version, Map<String, Object> body, Set<String> tellsOf, Instant until) {

    public Answer {
        tellsOf = Set.copyOf(tellsOf);
    }

    /** One that is given once. */
    public static Answer once(long version, Map<String, Object> body) {
        return new Answer(version, body, Set.of(), Instant.MIN);
    }

    /** One that time alone does not change. */
    public static Answer lasting(long version, Map<String, Object> body, Collection<String> tellsOf) {
        return new Answer(version, body, Set.copyOf(tellsOf), Instant.MAX);
    }
}
