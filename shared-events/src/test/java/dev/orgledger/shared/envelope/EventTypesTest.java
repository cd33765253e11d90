package dev.orgledger.shared.envelope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Test;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

import dev.orgledger.shared.user.UserEvent;
import dev.orgledger.shared.apikey.ApiKeyEvent;
import dev.orgledger.shared.envelope.EventTypes.EventType;

/** The wire names are a contract: this list is what other services may rely on. */
class EventTypesTest {

    /** All that contract section 8 names, those of later releases included. */
    private static final List<String> CONTRACT = List.of("organization.created", "organization.updated",
            "organization.deleted", "organization.ownership_transferred", "organization.retention_changed",
            "member.invited", "member.joined", "member.role_changed", "member.removed", "member.left",
            "invitation.changed", "invitation.declined", "invitation.revoked", "invitation.resent",
            "invitation.expired", "role.expired", "security.policy_changed", "apikey.cut_off", "apikey.restored",
            "user.registered", "user.updated", "user.erased", "apikey.created", "apikey.updated", "apikey.rotated",
            "apikey.revoked", "webhook.created", "webhook.updated", "webhook.disabled", "webhook.deleted",
            "webhook.secret_rotated");

    @Test
    void everyNameIsOneOfTheContract() {
        assertThat(EventTypes.all()).extracting(EventType::name).doesNotHaveDuplicates().isSubsetOf(CONTRACT);
    }

    @Test
    void nothingThatWasEverPublishedIsGone() {
        assertThat(EventTypes.all()).extracting(EventType::name).contains("organization.created",
                "organization.updated", "organization.deleted", "organization.ownership_transferred", "member.invited",
                "member.joined", "member.role_changed", "member.removed", "member.left", "invitation.changed",
                "invitation.declined", "invitation.revoked", "invitation.resent", "invitation.expired", "role.expired",
                "user.registered", "user.updated", "apikey.created", "apikey.revoked", "webhook.created",
                "webhook.updated", "webhook.disabled", "webhook.deleted", "webhook.secret_rotated");
    }

    @Test
    void everyEventClassOfTheJarIsRegistered() {
        List<String> eventClasses = new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("dev.orgledger.shared").stream()
                .filter(c -> c.isAssignableTo(DomainEvent.class) && !c.isInterface()).map(JavaClass::getName).toList();

        assertThat(eventClasses).isNotEmpty().containsExactlyInAnyOrderElementsOf(
                EventTypes.all().stream().map(type -> type.javaType().getName()).toList());
    }

    @Test
    void everyPermittedClassOfEveryVocabularyIsFoundByNameAndByClass() {
        EventTypes.vocabularies().stream().flatMap(v -> Arrays.stream(v.getPermittedSubclasses())).forEach(member -> {
            EventType type = EventTypes.of(member);
            assertThat(type.javaType()).isEqualTo(member);
            assertThat(EventTypes.named(type.name())).contains(type);
            assertThat(type.revision()).isPositive();
        });
    }

    @Test
    void anEventOfAnOrganizationHasTheOrganizationAsSubjectAndTheOthersTheUser() {
        assertThat(EventTypes.all()).allSatisfy(type -> {
            boolean ofUser = UserEvent.class.isAssignableFrom(type.javaType())
                    || ApiKeyEvent.class.isAssignableFrom(type.javaType());
            assertThat(Samples.event(type).subject()).startsWith(ofUser ? "user_" : "org_");
        });
    }

    @Test
    void anUnknownNameIsEmptyAndAnUnknownClassAnError() {
        assertThat(EventTypes.named("member.teleported")).isEmpty();
        assertThatThrownBy(() -> EventTypes.of(String.class)).isInstanceOf(IllegalArgumentException.class);
    }
}
