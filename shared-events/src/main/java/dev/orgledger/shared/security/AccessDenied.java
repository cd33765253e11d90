package dev.orgledger.shared.security;

import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.orgledger.shared.role.Role;

/**
 * That a member tried what they may not: the value on {@code org.security.v1}. It is no event of the organization, as nothing
 * happened to it, and has no version. Who it was stands in the record's headers, by id; from where, nowhere here.
 *
 * @param id the same in every repeat; ids sort by time
 * @param afterVersion version of the organization, as it was known where the attempt was refused
 * @param method of HTTP
 * @param path of the end point, without anything that the caller chose
 * @param code of the refusal, such as {@code permission_denied}
 * @param permission that was missing; null where it was something else
 * @param requiredRole the lowest role that has it
 * @param yourRole the role that the member acted with
 * @param missing what the security policy asks for and the member does not meet; null where it was something else
 */
public record AccessDenied(String id, String orgId, long afterVersion, String method, String path, String code,
        @Nullable String permission, @Nullable Role requiredRole, @Nullable Role yourRole,
        @Nullable List<String> missing) {

    /** Its CloudEvents type, and the action of its entry in the audit log. */
    public static final String TYPE = "access.denied";

    /** The same, refused while that version of the organization was known. */
    public AccessDenied after(long version) {
        return new AccessDenied(id, orgId, version, method, path, code, permission, requiredRole, yourRole, missing);
    }

    /** Where its JSON Schema stands: on the class path below {@code /schemas/}, and as {@code dataschema}. */
    public static final String SCHEMA = TYPE + ".v1.json";
}
