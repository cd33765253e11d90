package dev.orgledger.query.history;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

import org.bson.Document;
import org.bson.types.Binary;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

import dev.orgledger.query.platform.mongo.Collections;
import dev.orgledger.query.platform.mongo.Documents;
import dev.orgledger.query.platform.mongo.Store;
import dev.orgledger.query.platform.mongo.Writes;
import dev.orgledger.shared.envelope.EventJson;

/**
 * States of organizations at some of their versions, as compressed JSON, and one document per organization that lists them,
 * so that the right one is found by its id. They save reading the log from its beginning and are nothing but that: any of
 * them may be missing.
 */
@Component
class Snapshots {

    /** A document may have 16 MiB. */
    private static final int PART = 8 * 1024 * 1024;
    private static final int SHORTEST = 256;

    /**
     * Which there are.
     *
     * @param due at which version the next one is to be made
     */
    record Index(List<Entry> entries, long due) {

        /** Those that are not younger than that moment, the newest first. */
        List<Entry> downFrom(Instant moment) {
            return entries.reversed().stream().filter(entry -> !entry.at().isAfter(moment)).toList();
        }
    }

    /** One of them. */
    record Entry(long version, Instant at) {}

    private final Store store;
    private final int most;

    @Autowired
    Snapshots(Store store) {
        this(store, PART);
    }

    /** Of parts that have at most so many bytes. */
    Snapshots(Store store, int most) {
        this.store = store;
        this.most = most;
    }

    /** At least as many events lie between two as there are members, so that they never outgrow the log. */
    static int interval(int members) {
        return Math.max(SHORTEST, members);
    }

    Index index(String orgId) {
        Document index = store.byId(Collections.HISTORY, orgId).orElse(null);
        if (index == null) {
            return new Index(List.of(), SHORTEST);
        }
        List<Entry> entries = new ArrayList<>();
        for (String field : index.keySet()) {
            if (Character.isDigit(field.charAt(0))) {
                entries.add(new Entry(Long.parseLong(field), Objects.requireNonNull(Documents.time(index, field))));
            }
        }
        entries.sort(Comparator.comparingLong(Entry::version));
        return new Index(List.copyOf(entries), index.getLong("due"));
    }

    Optional<PastState> load(String orgId, long version) {
        String id = id(orgId, version);
        Document first = store.byId(Collections.HISTORY, id).orElse(null);
        if (first == null) {
            return Optional.empty();
        }
        List<String> rest = IntStream.range(1, first.getInteger("parts")).mapToObj(part -> id + "/" + part).toList();
        Map<String, Document> parts = store.byIds(Collections.HISTORY, rest);
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        whole.writeBytes(first.get("state", Binary.class).getData());
        for (String part : rest) {
            Document next = parts.get(part);
            if (next == null) {
                return Optional.empty();
            }
            whole.writeBytes(next.get("state", Binary.class).getData());
        }
        try (GZIPInputStream json = new GZIPInputStream(new ByteArrayInputStream(whole.toByteArray()))) {
            return Optional.of(EventJson.mapper().readValue(json, PastState.class));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The state first, then the word that it is there. Every replica makes the same, so whoever comes second changes nothing. */
    void store(PastState state) {
        String orgId = state.organization().orgId();
        String id = id(orgId, state.version());
        byte[] whole = compressed(state);
        int parts = (whole.length + most - 1) / most;
        Writes writes = new Writes();
        for (int part = 0; part < parts; part++) {
            Binary data = new Binary(Arrays.copyOfRange(whole, part * most, Math.min(whole.length, (part + 1) * most)));
            writes.once(Collections.HISTORY, part == 0 ? id : id + "/" + part, state.version(),
                    new Document("parts", parts).append("state", data));
        }
        store.send(writes);
        Writes index = new Writes();
        index.set(Collections.HISTORY, orgId, state.version(),
                new Document("%012d".formatted(state.version()), Documents.date(state.asOf())).append("due",
                        state.version() + interval(state.members().size())));
        store.send(index);
    }

    private static byte[] compressed(PastState state) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
            zip.write(EventJson.mapper().writeValueAsBytes(state));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static String id(String orgId, long version) {
        return orgId + "/%012d".formatted(version);
    }
}
