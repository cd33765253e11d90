package dev.orgledger.shared.role;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

class RoleCatalogTest {

    private final RoleCatalog catalog = RoleCatalog.standard();

    @Test
    void theLadderRisesFromReadToSuperAdmin() {
        assertThat(catalog.ranksAbove(Role.UPLOAD, Role.READ)).isTrue();
        assertThat(catalog.ranksAbove(Role.WRITE, Role.UPLOAD)).isTrue();
        assertThat(catalog.ranksAbove(Role.ADMIN, Role.WRITE)).isTrue();
        assertThat(catalog.ranksAbove(Role.SUPER_ADMIN, Role.ADMIN)).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void noRoleRanksAboveItselfAndTheAuditorAboveNobody(Role role) {
        assertThat(catalog.ranksAbove(role, role)).isFalse();
        assertThat(catalog.ranksAbove(Role.AUDITOR, role)).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void everyRoleHasATitleADescriptionAndARank(Role role) {
        RoleCatalog.Description description = catalog.describe(role);

        assertThat(description.role()).isEqualTo(role);
        assertThat(description.title()).isNotBlank();
        assertThat(description.description()).isNotBlank();
        assertThat(description.rank()).isEqualTo(role == Role.AUDITOR ? 0 : role.ordinal() + 1);
    }

    @ParameterizedTest
    @CsvSource({"write,,write", "write,read,read", "read,write,read", "admin,admin,admin", "auditor,read,auditor"})
    void aKeyActsWithTheLowerOfBothRoles(String own, String most, String acting) {
        assertThat(catalog.acting(Role.parse(own), most == null ? null : Role.parse(most)).word()).isEqualTo(acting);
    }

    @ParameterizedTest
    @CsvSource({"org.read,read", "version.upload,upload", "device.update,write", "org.manage_members,admin",
            "org.read_audit,admin", "org.delete,super_admin"})
    void theLowestRoleWithAPermissionIsWhatARefusalNames(String permission, String lowest) {
        assertThat(catalog.lowestWith(Permission.of(permission).orElseThrow()).word()).isEqualTo(lowest);
    }

    @ParameterizedTest
    @EnumSource
    void whoeverRanksHigherOnTheLadderHasEveryPermissionOfThoseBelow(Role role) {
        for (Role below : Role.values()) {
            if (below != Role.AUDITOR && catalog.ranksAbove(role, below)) {
                assertThat(catalog.permissionsOf(role)).containsAll(catalog.permissionsOf(below));
            }
        }
    }

    @Test
    void nobodyCanChangeTheCatalogue() {
        assertThatThrownBy(() -> catalog.permissionsOf(Role.READ).add(Permission.ORG_DELETE))
                .isInstanceOf(UnsupportedOperationException.class);
    }

    @ParameterizedTest
    @EnumSource
    void aRoleIsItsWordInJsonSpelledExactly(Role role) {
        JsonMapper json = JsonMapper.shared();

        assertThat(json.writeValueAsString(role)).isEqualTo('"' + role.word() + '"');
        assertThat(json.readValue('"' + role.word() + '"', Role.class)).isEqualTo(role);
        assertThat(Role.of(role.name())).isEmpty();
        assertThatThrownBy(() -> json.readValue("\"" + role.name() + "\"", Role.class))
                .isInstanceOf(JacksonException.class);
    }
}
