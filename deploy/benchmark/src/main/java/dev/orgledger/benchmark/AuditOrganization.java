package dev.orgledger.benchmark;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.orgledger.shared.envelope.Actor;
import dev.orgledger.shared.envelope.DomainEvent;
import dev.orgledger.shared.member.MemberEvent.MemberJoined;
import dev.orgledger.shared.member.MemberEvent.RoleChanged;
import dev.orgledger.shared.organization.OrganizationEvent.OrgCreated;
import dev.orgledger.shared.organization.OrganizationEvent.OrgUpdated;
import dev.orgledger.shared.role.Role;

/** An organization in which much happens: it is founded, its members join, and then roles change for ever, and its name. */
final class AuditOrganization {

    private static final List<Role> ROLES = List.of(Role.READ, Role.UPLOAD, Role.WRITE, Role.ADMIN);
    private static final int RENAMED = 10;
    private static final int BY_PLATFORM = 7;
    private static final int BY_SECOND = 20;
    private static final int BY_KEY = 2;
    private static final String WEBSITE = "https://example.test";

    private final String id;
    private final String keyId;
    private final List<String> members;
    private final Map<String, Role> roles = new HashMap<>();
    private int happened;
    private String name = "Organization";

    /**
     * One of which nothing has happened yet.
     *
     * @param keyId of the owner's key
     * @param members who will join, first the owner
     */
    AuditOrganization(String id, String keyId, List<String> members) {
        this.id = id;
        this.keyId = keyId;
        this.members = members;
    }

    String id() {
        return id;
    }

    String keyId() {
        return keyId;
    }

    List<String> members() {
        return members;
    }

    /** Who causes the next event. */
    Actor nextActor() {
        boolean founding = happened <= members.size();
        if (!founding && happened % BY_PLATFORM == 0) {
            return new Actor(Actor.Type.PLATFORM, null, null);
        }
        if (!founding && happened % BY_SECOND == 1) {
            return new Actor(Actor.Type.USER, members.get(1), null);
        }
        return happened % BY_KEY == 0
                ? new Actor(Actor.Type.APIKEY, members.getFirst(), keyId)
                : new Actor(Actor.Type.USER, members.getFirst(), null);
    }

    /** The next event. */
    DomainEvent next() {
        int number = happened++;
        if (number == 0) {
            return new OrgCreated(id, members.getFirst(), name, null, WEBSITE);
        }
        if (number <= members.size()) {
            String member = members.get(number - 1);
            roles.put(member, number == 1 ? Role.SUPER_ADMIN : Role.READ);
            return new MemberJoined(id, member, number == 1 ? Role.SUPER_ADMIN : Role.READ, null, null);
        }
        if (number % RENAMED == 0) {
            String before = name;
            name = "Organization " + number;
            return new OrgUpdated(id, List.of("name"), name, null, WEBSITE, before, null, WEBSITE);
        }
        String member = members.get(1 + number % (members.size() - 1));
        Role before = roles.getOrDefault(member, Role.READ);
        Role after = ROLES.get((ROLES.indexOf(before) + 1) % ROLES.size());
        roles.put(member, after);
        return new RoleChanged(id, member, after, null, before, null, null);
    }
}
