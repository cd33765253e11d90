package dev.orgledger.query.history;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import dev.orgledger.shared.envelope.Actor;
import dev.orgledger.shared.role.Binding;
import dev.orgledger.shared.role.Role;
import dev.orgledger.shared.state.StateRecord;

/**
 * What an organization was after one of its events; ids only.
 *
 * @param organization what decides about access, its version with it
 * @param settings the rest that it shows of itself
 * @param members by person; of a deleted organization those whom it had, and a role that has come to its end stays, as in
 *            {@link StateRecord.Membership}
 * @param invitations those that were open, by id; one that had lapsed stays until that was noticed
 * @param activity when each person and each key last changed something here, by id
 * @param asOf time of its last event, but never before that of the event before
 */
public record PastState(StateRecord.Organization organization, Settings settings, Map<String, Member> members,
        Map<String, Invitation> invitations, Map<String, Instant> activity, Instant asOf) {

    /**
     * Beside the name.
     *
     * @param contactEvent the event that the management address came with
     */
    public record Settings(String ownerId, @Nullable String logo, @Nullable String website, Instant updatedAt,
            String contactEvent) {}

    /**
     * Who gave a right, and by which event.
     *
     * @param eventId the event that it came into force with
     * @param actor who wanted it so: of an invitation that was accepted whoever made or last changed that
     * @param invitationEvent the event by which that actor did, where it is another; null else
     */
    public record Grant(String eventId, Actor actor, @Nullable String invitationEvent) {}

    /** A person's role. */
    public record Member(StateRecord.Membership membership, Instant joinedAt, Grant grant) {

        /** As decisions take it. */
        public Binding binding() {
            return membership.binding();
        }
    }

    /** An invitation, as it was made and last changed. */
    public record Invitation(String invitationId, String personId, Role role, @Nullable Instant expiresAt,
            Instant invitationExpiresAt, Instant createdAt, Grant grant) {}

    public PastState {
        members = Map.copyOf(members);
        invitations = Map.copyOf(invitations);
        activity = Map.copyOf(activity);
    }

    /** Number of events that made it so. */
    public long version() {
        return organization.version();
    }

    /** What it takes of memory: members, invitations, and those who did something, one each. */
    int weight() {
        return 1 + members.size() + invitations.size() + activity.size();
    }

    /** The role of that person, over or not. */
    public Optional<Binding> binding(@Nullable String personId) {
        return Optional.ofNullable(personId == null ? null : members.get(personId)).map(Member::binding);
    }
}
