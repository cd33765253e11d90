package dev.orgledger.benchmark.faults;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import dev.orgledger.shared.envelope.DomainEvent;
import dev.orgledger.shared.member.MemberEvent.MemberInvited;
import dev.orgledger.shared.member.MemberEvent.MemberJoined;
import dev.orgledger.shared.member.MemberEvent.MemberLeft;
import dev.orgledger.shared.member.MemberEvent.MemberRemoved;
import dev.orgledger.shared.member.MemberEvent.RoleChanged;
import dev.orgledger.shared.organization.OrganizationEvent.OrgCreated;
import dev.orgledger.shared.organization.OrganizationEvent.OrgUpdated;
import dev.orgledger.shared.role.Permission;
import dev.orgledger.shared.role.Role;
import dev.orgledger.shared.role.RoleCatalog;

/**
 * What can be read of an organization: told from its events here once more, by as little as the load does, and with nothing of
 * the code that is checked.
 *
 * @param members role of each member by its id, in the order of ids
 * @param invited role of each open invitation by its id
 */
record Shape(String name, Map<String, Role> members, Map<String, Role> invited) {

    private static final String INVITED = "invite_";

    static final Shape NOTHING = new Shape("", Map.of(), Map.of());

    /** After that event, too. */
    Shape then(DomainEvent event) {
        return switch (event) {
            case OrgCreated created -> new Shape(created.name(), members, invited);
            case OrgUpdated updated -> new Shape(updated.name(), members, invited);
            case MemberInvited asked -> new Shape(name, members, with(invited, asked.invitationId(), asked.role()));
            case MemberJoined joined -> new Shape(name, with(members, joined.personId(), joined.role()),
                    joined.invitationId() == null ? invited : without(invited, joined.invitationId()));
            case RoleChanged changed -> new Shape(name, with(members, changed.personId(), changed.role()), invited);
            case MemberRemoved removed -> new Shape(name, without(members, removed.personId()), invited);
            case MemberLeft left -> new Shape(name, without(members, left.personId()), invited);
            default -> this;
        };
    }

    private static Map<String, Role> with(Map<String, Role> roles, String id, Role role) {
        Map<String, Role> all = new TreeMap<>(roles);
        all.put(id, role);
        return all;
    }

    private static Map<String, Role> without(Map<String, Role> roles, String id) {
        Map<String, Role> all = new TreeMap<>(roles);
        all.remove(id);
        return all;
    }

    /** As a read of members is written down. */
    String membersInWords() {
        Map<String, String> words = new TreeMap<>();
        members.forEach((person, role) -> words.put(person, role.word()));
        invited.forEach((invitation, role) -> words.put(invitation, INVITED + role.word()));
        return words(words);
    }

    static String words(Map<String, String> roles) {
        return new TreeMap<>(roles).entrySet().stream().map(member -> member.getKey() + "=" + member.getValue())
                .collect(Collectors.joining(","));
    }

    boolean allows(String person, String permission) {
        @Nullable
        Role role = members.get(person);
        return role != null
                && RoleCatalog.standard().allows(role, Permission.of(permission).orElseThrow());
    }
}
