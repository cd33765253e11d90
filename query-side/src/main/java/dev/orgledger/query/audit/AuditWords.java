package dev.orgledger.query.audit;

import java.util.Set;

/** The words of Capgo's log, derived from the type of an event as contract section 7 says; and the outcomes. */
final class AuditWords {

    /** Tables that a client may ask for; those of Capgo's apps never have an entry here. */
    static final Set<String> TABLES = Set.of("orgs", "org_users", "users", "apps", "channels", "app_versions");
    static final Set<String> OPERATIONS = Set.of("INSERT", "UPDATE", "DELETE");

    /** The outcomes of contract section 7. */
    static final String SUCCESS = "success";
    static final String DENIED = "denied";

    private static final Set<String> INSERTS = Set.of("created", "invited", "joined");
    private static final Set<String> DELETES = Set.of("deleted", "removed", "left", "revoked", "declined", "expired");

    private AuditWords() {
    }

    static String tableOf(String action) {
        return switch (action.substring(0, action.indexOf('.'))) {
            case "organization", "security", "webhook", "access" -> "orgs";
            case "user" -> "users";
            default -> "org_users";
        };
    }

    static String operationOf(String action) {
        String word = action.substring(action.indexOf('.') + 1);
        if (INSERTS.contains(word)) {
            return "INSERT";
        }
        return DELETES.contains(word) ? "DELETE" : "UPDATE";
    }
}
