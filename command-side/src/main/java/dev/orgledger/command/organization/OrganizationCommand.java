package dev.orgledger.command.organization;

import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

import dev.orgledger.command.platform.dispatch.Command;
import dev.orgledger.command.value.Change;
import dev.orgledger.command.value.EmailAddress;
import dev.orgledger.command.value.HttpsUrl;
import dev.orgledger.command.value.OrganizationName;
import dev.orgledger.shared.refusal.ErrorCode;
import dev.orgledger.shared.policy.SecurityPolicy;
import dev.orgledger.shared.role.Principal;

/** What can be asked of an organization as a whole. */
public sealed interface OrganizationCommand extends Command {

    /** The organization. */
    String orgId();

    @Override
    default String target() {
        return orgId();
    }

    @Override
    default ErrorCode whenUnknown() {
        return ErrorCode.ORGANIZATION_NOT_FOUND;
    }

    /**
     * Answered by {@link Created}.
     *
     * @param orgId fresh
     * @param managementEmail null is the creator's own
     */
    record CreateOrganization(@TargetAggregateIdentifier String orgId, OrganizationName name,
            @Nullable EmailAddress managementEmail, @Nullable HttpsUrl website, @Nullable HttpsUrl logo,
            Principal by) implements OrganizationCommand {}

    /** Answered by {@link Settings}. The name and the management address cannot be cleared. */
    record UpdateOrganization(@TargetAggregateIdentifier String orgId, Change<OrganizationName> name,
            Change<EmailAddress> managementEmail, Change<HttpsUrl> website, Change<HttpsUrl> logo,
            Principal by) implements OrganizationCommand {}

    /** Answered by nothing. */
    record DeleteOrganization(@TargetAggregateIdentifier String orgId, Principal by) implements OrganizationCommand {}

    /** Answered by nothing. */
    record TransferOwnership(@TargetAggregateIdentifier String orgId, EmailAddress to,
            Principal by) implements OrganizationCommand {}

    /**
     * Answered by {@link SecurityChanged}.
     *
     * @param dryRun changes nothing and answers whom the change would shut out
     */
    record ChangeSecurity(@TargetAggregateIdentifier String orgId, SecurityWish wish, boolean dryRun,
            Principal by) implements OrganizationCommand {}

    /** By the platform. Answered by the {@code Retention} from now on; {@code legalHold} cannot be cleared. */
    record ChangeRetention(@TargetAggregateIdentifier String orgId, Change<Integer> searchableDays,
            Change<Boolean> legalHold, Principal by) implements OrganizationCommand {}

    /**
     * Answer: what the organization asks from now on, or would ask after a dry run.
     *
     * @param lockedOut whom the change would shut out; null unless it was a dry run
     */
    record SecurityChanged(SecurityPolicy policy, @Nullable LockedOut lockedOut) {}

    /** Answer: the organization exists. */
    record Created(String orgId) {}

    /** Answer: how the organization is described from now on. */
    record Settings(String orgId, String name, String managementEmail, @Nullable String logo,
            @Nullable String website) {}
}
