package dev.orgledger.query.audit;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.SequenceWriter;
import tools.jackson.dataformat.csv.CsvMapper;
import tools.jackson.dataformat.csv.CsvSchema;
import tools.jackson.dataformat.csv.CsvWriteFeature;

import dev.orgledger.shared.envelope.EventJson;

/**
 * A table as CSV (RFC 4180), lists and objects as JSON in their cells. What a spreadsheet would take for a formula gets an
 * apostrophe in front.
 */
final class Csv implements AutoCloseable {

    private static final CsvMapper MAPPER = CsvMapper.builder().enable(CsvWriteFeature.STRICT_CHECK_FOR_QUOTING)
            .build();

    private final SequenceWriter rows;

    /** @param header whether the names of the columns come first */
    Csv(OutputStream out, List<String> names, boolean header) {
        CsvSchema.Builder columns = CsvSchema.builder().setLineSeparator("\r\n").setUseHeader(header);
        names.forEach(columns::addColumn);
        rows = MAPPER.writer(columns.build()).writeValues(out);
    }

    /** One cell for each column; null is an empty one. */
    void row(List<? extends @Nullable Object> cells) throws IOException {
        rows.write(cells.stream().map(Csv::cell).toArray());
    }

    private static @Nullable String cell(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case Number number -> number.toString();
            case Iterable<?> list -> safe(EventJson.mapper().writeValueAsString(list));
            case Map<?, ?> object -> safe(EventJson.mapper().writeValueAsString(object));
            default -> safe(value.toString());
        };
    }

    /** Spreadsheets calculate what begins with one of these. */
    private static String safe(String text) {
        return !text.isEmpty() && "=+-@\t\r\n".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }

    @Override
    public void close() {
        rows.close();
    }
}
