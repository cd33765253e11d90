package dev.orgledger.embedded;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import org.h2.mvstore.Cursor;
import org.h2.mvstore.MVMap;
import org.jspecify.annotations.Nullable;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.KeyValue;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.bson.MaxKey;

/**
 * An index that is not unique, which the library takes note of and does not make. Its entries are the values of its fields, and
 * behind them the document's key, in order: so the documents of some values are found without a look at others, in the order of
 * the fields behind those values, and are counted without being read.
 *
 * <p>
 * The library asks its indexes for one document, or for all that a filter finds; {@link FirstFewCollection} asks this one.
 */
final class OrderedIndex extends Index<Object> {

    private static final int MOST_RANGES = 1_000;

    private final MVMap<KeyValue, Object> entries;

    /**
     * What a filter finds by this index.
     *
     * @param prefixes the values of the first fields, of each range of entries
     */
    record Ranges(OrderedIndex index, List<KeyValue> prefixes) {

        private int length() {
            return prefixes.getFirst().size();
        }

        /** Whether the positions of {@link #positions} come in that order. */
        boolean ordered(@Nullable Document order) {
            return order == null || order.isEmpty() || prefixes.size() == 1 && fields(index.getKeys(), length(), order);
        }

        private static boolean fields(List<IndexKey> keys, int from, Document order) {
            List<String> behind = keys.stream().skip(from).map(IndexKey::getKey).limit(order.size()).toList();
            return List.copyOf(order.keySet()).equals(behind)
                    && order.values().stream().map(OrderedIndex::backwards).distinct().count() == 1;
        }

        /** The keys of the documents in these ranges. */
        Stream<Object> positions(@Nullable Document order) {
            boolean backwards = order != null && !order.isEmpty() && backwards(order.values().iterator().next());
            return prefixes.stream().flatMap(prefix -> index.positions(prefix, backwards));
        }

        /** Whether these ranges hold what the filter finds, and nothing else. */
        boolean answer(Equalities asked) {
            return asked.whole() && asked.fields() == length();
        }

        long count() {
            return prefixes.stream().mapToLong(index::count).sum();
        }

        /** By what the better one of two is found. */
        int rank(@Nullable Document order) {
            return 2 * length() + (ordered(order) ? 1 : 0);
        }
    }

    OrderedIndex(String name, List<IndexKey> keys, boolean sparse, MVMap<KeyValue, Object> entries) {
        super(name, keys, sparse);
        this.entries = entries;
    }

    private static boolean backwards(Object direction) {
        return direction instanceof Number number && number.intValue() < 0;
    }

    /** Where what is asked for lies; empty when this index does not help. */
    Optional<Ranges> ranges(Equalities asked) {
        List<List<Object>> prefixes = List.of(List.of());
        for (IndexKey key : getKeys()) {
            List<Object> values = asked.of(key.getKey());
            if (values.isEmpty() || prefixes.size() * values.size() > MOST_RANGES) {
                break;
            }
            prefixes = prefixes.stream().flatMap(prefix -> values.stream().map(value -> and(prefix, value))).toList();
        }
        return prefixes.getFirst().isEmpty()
                ? Optional.empty()
                : Optional.of(new Ranges(this,
                        prefixes.stream().map(prefix -> new KeyValue(prefix).normalized()).distinct().toList()));
    }

    private static List<Object> and(List<Object> values, Object last) {
        List<Object> all = new ArrayList<>(values);
        all.add(last);
        return all;
    }

    private static KeyValue end(KeyValue prefix) {
        return new KeyValue(and(prefix.stream().toList(), MaxKey.getInstance()));
    }

    private Stream<Object> positions(KeyValue prefix, boolean backwards) {
        Cursor<KeyValue, Object> cursor = backwards
                ? entries.cursor(end(prefix), prefix, true)
                : entries.cursor(prefix, end(prefix), false);
        return values(cursor);
    }

    /** What that cursor comes by, one by one. */
    static <T> Stream<T> values(Cursor<?, T> cursor) {
        Iterator<T> values = new Iterator<>() {

            @Override
            public boolean hasNext() {
                return cursor.hasNext();
            }

            @Override
            public T next() {
                cursor.next();
                return cursor.getValue();
            }
        };
        return StreamSupport.stream(Spliterators.spliteratorUnknownSize(values, Spliterator.ORDERED), false);
    }

    /** By the places of both ends: the tree knows how many entries are below each of its pages. */
    private long count(KeyValue prefix) {
        return place(end(prefix)) - place(prefix);
    }

    /** How many entries lie before that one, which is none itself. */
    private long place(KeyValue end) {
        return -entries.getKeyIndex(end) - 1;
    }

    private KeyValue entry(Document document) {
        KeyValue values = getKeyValues(document).iterator().next();
        return new KeyValue(and(values.stream().toList(), document.getOrMissing("_id")));
    }

    @Override
    public void checkAdd(Document document, MongoCollection<Object> collection) {
        for (IndexKey key : getKeys()) {
            if (document.get(key.getKey()) instanceof Collection) {
                throw new UnsupportedOperationException("an index of lists: " + getName());
            }
        }
    }

    @Override
    public void checkUpdate(Document before, Document after, MongoCollection<Object> collection) {
        checkAdd(after, collection);
    }

    @Override
    public void add(Document document, Object position, MongoCollection<Object> collection) {
        entries.put(entry(document), position);
    }

    @Override
    public @Nullable Object remove(Document document) {
        return entries.remove(entry(document));
    }

    @Override
    public void updateInPlace(Document before, Document after, Object position, MongoCollection<Object> collection) {
        KeyValue old = entry(before);
        KeyValue now = entry(after);
        if (!old.equals(now)) {
            entries.remove(old);
            entries.put(now, position);
        }
    }

    @Override
    public @Nullable Object getPosition(Document document) {
        return entries.get(entry(document));
    }

    @Override
    public boolean canHandle(Document query) {
        return false;
    }

    @Override
    public Iterable<Object> getPositions(Document query) {
        throw new UnsupportedOperationException("asked for an answer without an order: " + getName());
    }

    @Override
    public long getCount() {
        return entries.sizeAsLong();
    }

    @Override
    public long getDataSize() {
        return getCount();
    }

    @Override
    public void drop() {
        entries.clear();
    }
}
