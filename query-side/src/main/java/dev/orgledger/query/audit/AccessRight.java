package dev.orgledger.query.audit;

import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.orgledger.shared.role.Role;

/**
 * One line of an access review.
 *
 * @param type {@code user} or {@code apikey}
 * @param email of a key its owner's
 * @param name of a key
 * @param ownerId of a key
 * @param role what it acts with: of a key the owner's role, or the key's own limit where that is lower
 * @param since when a person got this role; of a key when it could first be used with it
 * @param until its end, exclusive; null is no end
 * @param lastActivity when it last changed something in the organization; a key's last use counts, too
 */
record AccessRight(String type, String id, @Nullable String email, @Nullable String name, @Nullable String ownerId,
        Role role, Role ownerRole, @Nullable Role maxRole, Instant since, @Nullable Instant until, GrantedBy grantedBy,
        @Nullable Instant lastActivity) {

    /**
     * By which event, and who wanted it so: of an invitation that was accepted whoever made or last changed that.
     *
     * @param invitationEvent the event by which that actor did; null without an invitation
     */
    record GrantedBy(String event, @Nullable String invitationEvent, AuditEntry.Actor actor) {}

    static final List<String> COLUMNS = List.of("type", "id", "email", "name", "owner_id", "role", "owner_role",
            "max_role", "since", "until", "granted_by_type", "granted_by_id", "granted_by_email",
            "granted_by_apikey_id", "granted_by_event", "invitation_event", "last_activity");

    /** As JSON has it. */
    Map<String, @Nullable Object> view() {
        Map<String, @Nullable Object> actor = new LinkedHashMap<>(grantedBy.actor().view());
        actor.keySet().removeAll(List.of("ip", "user_agent"));
        Map<String, @Nullable Object> granted = new LinkedHashMap<>();
        granted.put("event", grantedBy.event());
        granted.put("invitation_event", grantedBy.invitationEvent());
        granted.put("actor", actor);
        Map<String, @Nullable Object> view = new LinkedHashMap<>();
        view.put("type", type);
        view.put("id", id);
        view.put("email", email);
        view.put("name", name);
        view.put("owner_id", ownerId);
        view.put("role", role.word());
        view.put("owner_role", ownerId == null ? null : ownerRole.word());
        view.put("max_role", maxRole == null ? null : maxRole.word());
        view.put("since", since);
        view.put("until", until);
        view.put("granted_by", granted);
        view.put("last_activity", lastActivity);
        return view;
    }

    /** As a line of a table, in the order of {@link #COLUMNS}. */
    List<@Nullable Object> cells() {
        AuditEntry.Actor actor = grantedBy.actor();
        return Arrays.asList(type, id, email, name, ownerId, role.word(), ownerId == null ? null : ownerRole.word(),
                maxRole == null ? null : maxRole.word(), since, until, actor.type(), actor.id(), actor.email(),
                actor.apikeyId(), grantedBy.event(), grantedBy.invitationEvent(), lastActivity);
    }
}
