package dev.orgledger.shared.role;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import tools.jackson.databind.MappingIterator;
import tools.jackson.dataformat.csv.CsvMapper;
import tools.jackson.dataformat.csv.CsvSchema;

import dev.orgledger.shared.role.Authorizer.Standing;

/** Every role × every permission: the seed's table from its own copy, the others from contract section 5. */
class PermissionMatrixTest {

    private static final Set<Role> EVERYBODY = EnumSet.allOf(Role.class);
    private static final Set<Role> ADMINS = EnumSet.of(Role.ADMIN, Role.SUPER_ADMIN);
    private static final Set<Role> ADMINS_AND_AUDITOR = EnumSet.of(Role.ADMIN, Role.SUPER_ADMIN, Role.AUDITOR);
    private static final Set<Role> SUPER_ADMINS = EnumSet.of(Role.SUPER_ADMIN);

    /** Contract section 5, beyond the seed's table. */
    private static final Map<String, Set<Role>> CONTRACT = Map.of("org.read", EVERYBODY, "org.read_members", EVERYBODY,
            "org.read_audit", ADMINS_AND_AUDITOR, "org.read_usage", ADMINS, "org.manage_webhooks", ADMINS,
            "org.update_security", SUPER_ADMINS, "org.delete", SUPER_ADMINS);

    /** One cell of the matrix. */
    record Case(Role role, String permission, boolean allowed) {}

    static List<Case> cases() throws IOException {
        List<Case> cases = new ArrayList<>();
        for (Map<String, String> row : seed()) {
            for (Role role : Role.values()) {
                // The seed does not know the auditor, who has none of its permissions.
                cases.add(new Case(role, row.get("permission"), "yes".equals(row.get(role.word()))));
            }
        }
        CONTRACT.forEach((permission, roles) -> {
            for (Role role : Role.values()) {
                cases.add(new Case(role, permission, roles.contains(role)));
            }
        });
        return cases;
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theCatalogueAndTheAuthorizerSayWhatTheTableSays(Case expected) {
        Permission permission = Permission.of(expected.permission()).orElseThrow();
        Binding binding = new Binding(expected.role(), Instant.EPOCH, null, "event-1");

        Decision decision = Authorizer.standard().decide(new Principal.User("user_1"),
                new Standing("org_1", false, binding), expected.permission(), Instant.EPOCH);

        assertThat(RoleCatalog.standard().allows(expected.role(), permission)).isEqualTo(expected.allowed());
        assertThat(decision.allowed()).isEqualTo(expected.allowed());
    }

    @Test
    void theTablesCoverEveryPermissionOnceAndNoOther() throws IOException {
        Stream<String> tables = Stream.concat(seed().stream().map(row -> row.get("permission")),
                CONTRACT.keySet().stream());

        assertThat(tables).containsExactlyInAnyOrderElementsOf(
                Arrays.stream(Permission.values()).map(Permission::key).toList());
        assertThat(cases()).hasSize(Permission.values().length * Role.values().length);
    }

    @Test
    void theSeedHasEighteenPermissionsAndFiveRoles() throws IOException {
        assertThat(seed()).hasSize(18).allSatisfy(row -> assertThat(row.keySet()).containsExactlyInAnyOrder(
                "permission", "title", "read", "upload", "write", "admin", "super_admin"));
    }

    @Test
    void theCatalogueHasOneRowPerPermissionWithAnAnswerForEveryRole() throws IOException {
        List<Map<String, String>> catalogue = rows("/role-catalog/permissions.csv");

        assertThat(catalogue).extracting(row -> row.get("permission"))
                .containsExactlyElementsOf(Arrays.stream(Permission.values()).map(Permission::key).toList());
        assertThat(catalogue).allSatisfy(row -> assertThat(Role.values()).allSatisfy(
                role -> assertThat(row.get(role.word())).isIn("yes", "no")));
    }

    private static List<Map<String, String>> seed() throws IOException {
        return rows("/seed-permission-matrix.csv");
    }

    private static List<Map<String, String>> rows(String resource) throws IOException {
        try (InputStream in = PermissionMatrixTest.class.getResourceAsStream(resource);
                MappingIterator<Map<String, String>> rows = new CsvMapper().readerForMapOf(String.class)
                        .with(CsvSchema.emptySchema().withHeader()).readValues(in)) {
            return rows.readAll();
        }
    }
}
