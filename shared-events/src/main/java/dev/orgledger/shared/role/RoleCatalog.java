package dev.orgledger.shared.role;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.MappingIterator;
import tools.jackson.dataformat.csv.CsvMapper;
import tools.jackson.dataformat.csv.CsvSchema;

/**
 * Which role holds which permission, and how roles rank: read once from {@code role-catalog/permissions.csv} and
 * {@code role-catalog/roles.csv} of this jar, the only place where the matrix stands.
 */
public final class RoleCatalog {

    /** One role as people see it; {@code rank} compares seniority, 0 is outside the ladder. */
    public record Description(Role role, int rank, String title, String description) {}

    private static final RoleCatalog STANDARD = load();

    private final Map<Role, Set<Permission>> permissions;
    private final Map<Role, Description> descriptions;

    private RoleCatalog(Map<Role, Set<Permission>> permissions, Map<Role, Description> descriptions) {
        this.permissions = permissions;
        this.descriptions = descriptions;
    }

    /** The catalogue of this release. */
    public static RoleCatalog standard() {
        return STANDARD;
    }

    /** Every permission of that role, in the catalogue's order. */
    public Set<Permission> permissionsOf(Role role) {
        return permissions.getOrDefault(role, Set.of());
    }

    /** Whether that role holds that permission. */
    public boolean allows(Role role, Permission permission) {
        return permissionsOf(role).contains(permission);
    }

    /** Title, text and rank of that role. */
    public Description describe(Role role) {
        Description description = descriptions.get(role);
        if (description == null) {
            throw new IllegalStateException("role-catalog/roles.csv lacks " + role.word());
        }
        return description;
    }

    /** Whether {@code role} ranks above {@code other}. The auditor ranks above nobody. */
    public boolean ranksAbove(Role role, Role other) {
        return describe(role).rank() > describe(other).rank();
    }

    /** The role that this principal, whose own it is, acts with: of a key with a {@code max_role} the lower of both. */
    public Role acting(Principal principal, Role own) {
        return acting(own, principal instanceof Principal.ApiKey key ? key.limits().maxRole() : null);
    }

    /**
     * The role that a key acts with.
     *
     * @param own of its owner
     * @param most its {@code max_role}; null is no limit
     */
    public Role acting(Role own, @Nullable Role most) {
        return most != null && ranksAbove(own, most) ? most : own;
    }

    /** The lowest role of the ladder that holds that permission: what a refusal names as required. */
    public Role lowestWith(Permission permission) {
        return descriptions.values().stream().filter(d -> d.rank() > 0 && allows(d.role(), permission))
                .min(java.util.Comparator.comparingInt(Description::rank)).map(Description::role)
                .orElse(Role.SUPER_ADMIN);
    }

    private static RoleCatalog load() {
        Map<Role, Description> descriptions = new EnumMap<>(Role.class);
        for (Map<String, String> row : rows("/role-catalog/roles.csv")) {
            Role role = Role.parse(cell(row, "role"));
            descriptions.put(role, new Description(role, Integer.parseInt(cell(row, "rank")), cell(row, "title"),
                    cell(row, "description")));
        }
        Map<Role, Set<Permission>> permissions = new EnumMap<>(Role.class);
        for (Map<String, String> row : rows("/role-catalog/permissions.csv")) {
            Permission permission = Permission.of(cell(row, "permission"))
                    .orElseThrow(() -> new IllegalStateException("unknown permission in permissions.csv: " + row));
            for (Role role : Role.values()) {
                if (cell(row, role.word()).equals("yes")) {
                    permissions.computeIfAbsent(role, r -> EnumSet.noneOf(Permission.class)).add(permission);
                }
            }
        }
        permissions.replaceAll((role, set) -> Collections.unmodifiableSet(set));
        return new RoleCatalog(Collections.unmodifiableMap(permissions), Collections.unmodifiableMap(descriptions));
    }

    private static String cell(Map<String, String> row, String column) {
        String value = row.get(column);
        if (value == null) {
            throw new IllegalStateException("the role catalogue lacks column " + column);
        }
        return value;
    }

    private static List<Map<String, String>> rows(String resource) {
        try (InputStream in = RoleCatalog.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("missing on the class path: " + resource);
            }
            try (MappingIterator<Map<String, String>> rows = new CsvMapper().readerForMapOf(String.class)
                    .with(CsvSchema.emptySchema().withHeader()).readValues(in)) {
                return rows.readAll();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
