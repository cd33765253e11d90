package dev.orgledger.shared.organization;

import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.orgledger.shared.envelope.DomainEvent;
import dev.orgledger.shared.envelope.WireType;
import dev.orgledger.shared.policy.SecurityPolicy;

/**
 * The life of an organization as a whole. Its management address is personal data and stands in {@code org.persons.v1}
 * under the organization's id.
 */
public sealed interface OrganizationEvent extends DomainEvent.OfOrganization {

    /**
     * An organization came into being; its owner joins by the event that follows.
     *
     * @param ownerId the person who created it
     * @param logo https URL or null
     * @param website https URL or null
     */
    @WireType("organization.created")
    record OrgCreated(String orgId, String ownerId, String name, @Nullable String logo, @Nullable String website)
            implements
                OrganizationEvent {}

    /**
     * Settings changed.
     *
     * @param changed names of the fields that changed: {@code name}, {@code logo}, {@code website},
     *            {@code management_email}
     * @param name the name from now on, changed or not; likewise {@code logo} and {@code website}
     * @param previousName the name until now, changed or not; likewise the others
     */
    @WireType("organization.updated")
    record OrgUpdated(String orgId, List<String> changed, String name, @Nullable String logo, @Nullable String website,
            String previousName, @Nullable String previousLogo,
            @Nullable String previousWebsite) implements OrganizationEvent {
        public OrgUpdated {
            changed = List.copyOf(changed);
        }
    }

    /** The organization is gone, and every right in it. Obliges owners of its resources to remove them. */
    @WireType("organization.deleted")
    record OrgDeleted(String orgId, String name) implements OrganizationEvent {}

    /** Another super admin became the owner. */
    @WireType("organization.ownership_transferred")
    record OwnershipTransferred(String orgId, String ownerId, String previousOwnerId) implements OrganizationEvent {}

    /**
     * The organization asks something else of whoever comes in.
     *
     * @param policy the whole policy from now on
     * @param previous the whole policy until now
     */
    @WireType("security.policy_changed")
    record PolicyChanged(String orgId, SecurityPolicy policy, SecurityPolicy previous) implements OrganizationEvent {}

    /**
     * How far back the organization's audit log can be searched; nothing of it is deleted.
     *
     * @param retention from now on
     * @param previous until now
     */
    @WireType("organization.retention_changed")
    record RetentionChanged(String orgId, Retention retention, Retention previous) implements OrganizationEvent {}
}
