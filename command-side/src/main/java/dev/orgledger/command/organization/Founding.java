package dev.orgledger.command.organization;

import org.axonframework.modelling.command.AggregateLifecycle;

import dev.orgledger.command.apikey.ANarrowedKeyStaysNarrow;
import dev.orgledger.command.organization.OrganizationCommand.CreateOrganization;
import dev.orgledger.command.organization.OrganizationCommand.Created;
import dev.orgledger.command.platform.vault.Contacts;
import dev.orgledger.command.platform.vault.People;
import dev.orgledger.command.platform.vault.People.Person;
import dev.orgledger.command.platform.vault.Personal;
import dev.orgledger.command.value.EmailAddress;
import dev.orgledger.command.value.HttpsUrl;
import dev.orgledger.shared.member.MemberEvent.MemberJoined;
import dev.orgledger.shared.organization.OrganizationEvent.OrgCreated;
import dev.orgledger.shared.refusal.ErrorCode;
import dev.orgledger.shared.refusal.Refusal;
import dev.orgledger.shared.role.Principal;
import dev.orgledger.shared.role.Role;

/** Founds an organization: its creator is its owner and first super admin. */
final class Founding {

    private Founding() {
    }

    /** The person who may found one; refuses the platform, the system and narrowed keys. */
    static String admit(Principal by) {
        ANarrowedKeyStaysNarrow.check(by);
        String personId = by.personId();
        if (personId == null) {
            throw Refusal.of(ErrorCode.PERMISSION_DENIED);
        }
        return personId;
    }

    static Created of(CreateOrganization wish, People people, Contacts contacts) {
        String orgId = wish.orgId();
        String owner = admit(wish.by());
        Person founder = people.staying(owner).orElseThrow(() -> Refusal.of(ErrorCode.USER_NOT_FOUND));
        EmailAddress given = wish.managementEmail();
        String email = given != null ? given.text() : founder.email();
        contacts.save(orgId, email);
        AggregateLifecycle.apply(
                new OrgCreated(orgId, owner, wish.name().text(), HttpsUrl.textOf(wish.logo()),
                        HttpsUrl.textOf(wish.website())),
                (given == null ? Personal.about(owner) : ManagementAddress.of(orgId, email, people))
                        .with("management_email.new", email).asMetaData());
        AggregateLifecycle.apply(new MemberJoined(orgId, owner, Role.SUPER_ADMIN, null, null));
        return new Created(orgId);
    }
}
