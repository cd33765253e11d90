package dev.orgledger.query.audit;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.orgledger.shared.security.AccessDenied;

/**
 * One entry of contract section 7, and the fields that clients of Capgo's log know.
 *
 * @param version version of the organization after the event; null in a user's own log
 * @param subject the organization, or the user
 * @param denied the refused attempt; null for what was done
 */
record AuditEntry(String id, @Nullable Long version, Instant createdAt, String subject, String action, Actor actor,
        Target target, List<Change> changes, Map<String, String> commitments, @Nullable String requestId,
        Chained chained, @Nullable AccessDenied denied) {

    /** Its place in the chain of its organization; of no hash for what is in none. */
    record Chained(@Nullable String previousHash, @Nullable String hash) {}

    record Actor(String type, @Nullable String id, @Nullable String email, @Nullable String apikeyId,
            @Nullable String apikeyName, @Nullable String ip, @Nullable String userAgent) {

        Map<String, Object> view() {
            Map<String, Object> view = new LinkedHashMap<>();
            view.put("type", type);
            view.put("id", id);
            view.put("email", email);
            view.put("apikey_id", apikeyId);
            view.put("apikey_name", apikeyName);
            view.put("ip", ip);
            view.put("user_agent", userAgent);
            return view;
        }
    }

    record Target(String type, String id, @Nullable String label) {

        Map<String, Object> view() {
            Map<String, Object> view = new LinkedHashMap<>();
            view.put("type", type);
            view.put("id", id);
            view.put("label", label);
            return view;
        }
    }

    record Change(String field, @Nullable Object old, @Nullable Object now) {

        Map<String, Object> view() {
            Map<String, Object> view = new LinkedHashMap<>();
            view.put("field", field);
            view.put("old", old);
            view.put("new", now);
            return view;
        }
    }

    /** As JSON has it. */
    Map<String, Object> view() {
        Map<String, Object> view = covered();
        view.put("hash", chained.hash());
        String operation = AuditWords.operationOf(action);
        view.put("table_name", AuditWords.tableOf(action));
        view.put("operation", operation);
        view.put("record_id", target.id());
        view.put("old_record", denied != null || operation.equals("INSERT") ? null : record(true));
        view.put("new_record", denied != null || operation.equals("DELETE") ? null : record(false));
        view.put("changed_fields", changes.stream().map(Change::field).toList());
        view.put("user_id", actor.id());
        if (denied != null) {
            view.put("denied", view(denied));
        }
        return view;
    }

    /** The members that the hash is made of; some of them have more than that. */
    Map<String, Object> covered() {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("id", id);
        view.put("version", version);
        view.put("created_at", createdAt.toString());
        view.put("org_id", subject.startsWith("org_") ? subject : null);
        view.put("action", action);
        view.put("outcome", denied == null ? AuditWords.SUCCESS : AuditWords.DENIED);
        view.put("actor", actor.view());
        view.put("target", target.view());
        view.put("changes", changes.stream().map(Change::view).toList());
        view.put("commitments", commitments);
        view.put("request_id", requestId);
        view.put("previous_hash", chained.previousHash());
        return view;
    }

    private static Map<String, Object> view(AccessDenied attempt) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("code", attempt.code());
        view.put("permission", attempt.permission());
        view.put("required_role", attempt.requiredRole());
        view.put("your_role", attempt.yourRole());
        view.put("missing", attempt.missing());
        view.put("method", attempt.method());
        view.put("path", attempt.path());
        return view;
    }

    private Map<String, Object> record(boolean old) {
        Map<String, Object> record = new LinkedHashMap<>();
        record.put("id", target.id());
        changes.forEach(change -> record.put(change.field(), old ? change.old() : change.now()));
        return record;
    }
}
