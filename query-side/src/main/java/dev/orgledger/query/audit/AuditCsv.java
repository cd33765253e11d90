package dev.orgledger.query.audit;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/** Entries as CSV: one column per field. */
final class AuditCsv implements AutoCloseable {

    private static final String CURSOR = "cursor";
    private static final List<String> COLUMNS = List.of("id", "version", "created_at", "org_id", "action", "outcome",
            "actor.type", "actor.id", "actor.email", "actor.apikey_id", "actor.apikey_name", "actor.ip",
            "actor.user_agent", "target.type", "target.id", "target.label", "changes", "commitments", "salts",
            "request_id", "previous_hash", "hash", "table_name", "operation", "record_id", "old_record", "new_record",
            "changed_fields", "user_id", "denied", CURSOR);

    private final Csv table;

    /** @param header whether the names of the columns come first */
    AuditCsv(OutputStream out, boolean header) {
        table = new Csv(out, COLUMNS, header);
    }

    void row(Map<String, Object> entry, String cursor) throws IOException {
        List<@Nullable Object> row = new ArrayList<>();
        COLUMNS.forEach(column -> row.add(column.equals(CURSOR) ? cursor : value(entry, column)));
        table.row(row);
    }

    private static @Nullable Object value(Map<String, Object> entry, String column) {
        int dot = column.indexOf('.');
        return dot < 0 || !(entry.get(column.substring(0, dot)) instanceof Map<?, ?> part)
                ? entry.get(column)
                : part.get(column.substring(dot + 1));
    }

    @Override
    public void close() {
        table.close();
    }
}
