package dev.orgledger.query.audit;

import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.SequenceWriter;
import tools.jackson.dataformat.csv.CsvMapper;
import tools.jackson.dataformat.csv.CsvSchema;
import tools.jackson.dataformat.csv.CsvWriteFeature;

import dev.orgledger.shared.envelope.EventJson;

/**
 * Entries as CSV (RFC 4180): one column per field, lists and objects as JSON in theirs. What a spreadsheet would take for a
 * formula gets an apostrophe in front.
 */
final class AuditCsv implements AutoCloseable {

    private static final List<String> COLUMNS = List.of("id", "version", "created_at", "org_id", "action", "outcome",
            "actor.type", "actor.id", "actor.email", "actor.apikey_id", "actor.apikey_name", "actor.ip",
            "actor.user_agent", "target.type", "target.id", "target.label", "changes", "commitments", "salts",
            "request_id", "previous_hash", "hash", "table_name", "operation", "record_id", "old_record", "new_record",
            "changed_fields", "user_id", "denied", "cursor");
    private static final CsvMapper MAPPER = CsvMapper.builder().enable(CsvWriteFeature.STRICT_CHECK_FOR_QUOTING)
            .build();

    private final SequenceWriter rows;

    /** @param header whether the names of the columns come first */
    AuditCsv(OutputStream out, boolean header) {
        CsvSchema.Builder columns = CsvSchema.builder().setLineSeparator("\r\n").setUseHeader(header);
        COLUMNS.forEach(columns::addColumn);
        rows = MAPPER.writer(columns.build()).writeValues(out);
    }

    void row(Map<String, Object> entry, String cursor) throws IOException {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        for (String column : COLUMNS) {
            row.put(column, cell(column.equals("cursor") ? cursor : value(entry, column)));
        }
        rows.write(row);
    }

    private static @Nullable Object value(Map<String, Object> entry, String column) {
        int dot = column.indexOf('.');
        return dot < 0 || !(entry.get(column.substring(0, dot)) instanceof Map<?, ?> part)
                ? entry.get(column)
                : part.get(column.substring(dot + 1));
    }

    private static @Nullable String cell(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case String text -> safe(text);
            case Number number -> number.toString();
            default -> safe(EventJson.mapper().writeValueAsString(value));
        };
    }

    /** Spreadsheets calculate what begins with one of these. */
    private static String safe(String text) {
        return !text.isEmpty() && "=+-@\t\r\n".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }

    @Override
    public void close() throws IOException {
        rows.close();
    }
}
