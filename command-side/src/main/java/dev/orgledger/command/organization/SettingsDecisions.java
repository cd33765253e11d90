package dev.orgledger.command.organization;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import dev.orgledger.command.invitation.Invitations;
import dev.orgledger.command.organization.OrganizationCommand.Settings;
import dev.orgledger.command.organization.OrganizationCommand.TransferOwnership;
import dev.orgledger.command.organization.OrganizationCommand.UpdateOrganization;
import dev.orgledger.command.platform.vault.Contacts;
import dev.orgledger.command.platform.vault.People;
import dev.orgledger.command.platform.vault.People.Person;
import dev.orgledger.command.platform.vault.Personal;
import dev.orgledger.command.value.EmailAddress;
import dev.orgledger.command.value.HttpsUrl;
import dev.orgledger.command.value.OrganizationName;
import dev.orgledger.shared.organization.OrganizationEvent.OrgDeleted;
import dev.orgledger.shared.organization.OrganizationEvent.OrgUpdated;
import dev.orgledger.shared.organization.OrganizationEvent.OwnershipTransferred;
import dev.orgledger.shared.refusal.ErrorCode;
import dev.orgledger.shared.refusal.Refusal;

/** Decides about the organization as a whole, for those who were let through. */
record SettingsDecisions(OrganizationState state, Asked asked) {

    Settings update(UpdateOrganization wish, People people, Contacts contacts) {
        String presentEmail = contacts.of(state.orgId());
        OrganizationName name = given(wish.name().over(new OrganizationName(state.name())), ErrorCode.NAME_REQUIRED);
        EmailAddress email = given(wish.managementEmail().over(new EmailAddress(presentEmail)),
                ErrorCode.INVALID_EMAIL);
        HttpsUrl logo = wish.logo().over(url(state.logo()));
        HttpsUrl website = wish.website().over(url(state.website()));
        Settings settings = new Settings(state.orgId(), name.text(), email.text(), HttpsUrl.textOf(logo),
                HttpsUrl.textOf(website));
        List<String> changed = changed(settings, presentEmail);
        if (changed.isEmpty()) {
            return settings;
        }
        List<Personal> addresses = List.of();
        if (changed.contains("management_email")) {
            addresses = List.of(address(presentEmail, "management_email.old", people),
                    address(email.text(), "management_email.new", people));
            contacts.save(state.orgId(), email.text());
        }
        asked.happened(new OrgUpdated(state.orgId(), changed, settings.name(), settings.logo(), settings.website(),
                state.name(), state.logo(), state.website()), addresses);
        return settings;
    }

    private Personal address(String address, String name, People people) {
        return ManagementAddress.of(state.orgId(), address, people).with(name, address);
    }

    void delete(Invitations invitations) {
        state.invitations().values()
                .forEach(pending -> invitations.ended(pending.invitationId(), asked.now(), false));
        asked.happened(new OrgDeleted(state.orgId(), state.name()));
    }

    void transfer(TransferOwnership wish, People people) {
        String next = people.byEmail(wish.to().text()).map(Person::personId)
                .orElseThrow(() -> Refusal.of(ErrorCode.NOT_A_SUPER_ADMIN));
        if (state.ownedBy(next)) {
            return;
        }
        OwnershipPassesToASuperAdmin.check(state.member(next, asked.now()));
        asked.happened(new OwnershipTransferred(state.orgId(), next, state.ownerId()));
    }

    private List<String> changed(Settings settings, String presentEmail) {
        List<String> changed = new ArrayList<>();
        addIfChanged(changed, "name", state.name(), settings.name());
        addIfChanged(changed, "logo", state.logo(), settings.logo());
        addIfChanged(changed, "website", state.website(), settings.website());
        addIfChanged(changed, "management_email", presentEmail, settings.managementEmail());
        return changed;
    }

    private static void addIfChanged(List<String> changed, String field, @Nullable String old, @Nullable String now) {
        if (!Objects.equals(old, now)) {
            changed.add(field);
        }
    }

    private static @Nullable HttpsUrl url(@Nullable String text) {
        return text == null ? null : new HttpsUrl(text);
    }

    private static <T> T given(@Nullable T value, ErrorCode cleared) {
        if (value == null) {
            throw Refusal.of(cleared);
        }
        return value;
    }
}
