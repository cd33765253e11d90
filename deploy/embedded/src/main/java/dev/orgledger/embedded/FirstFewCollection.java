package dev.orgledger.embedded;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

import org.h2.mvstore.MVMap;
import org.jspecify.annotations.Nullable;

import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.DocumentWithPosition;
import de.bwaldvogel.mongo.backend.QueryResult;
import de.bwaldvogel.mongo.backend.h2.H2Collection;
import de.bwaldvogel.mongo.bson.Document;

/**
 * The library's collection, but that an {@link OrderedIndex} serves what it can, that what is asked for by ids or by a stretch
 * of ids is looked for there alone (the library compares each document that it found by its id with all ids that were asked
 * for, and looks at all documents for a stretch), and that neither the first few of a long list nor a count takes the memory
 * of all: the library holds every document that it found to sort them, and every one that there is to count some.
 */
final class FirstFewCollection extends H2Collection {

    private static final Document ALL = new Document();

    private final MVMap<Object, Document> documents;

    FirstFewCollection(MongoDatabase database, String name, CollectionOptions options,
            MVMap<Object, Document> documents,
            MVMap<String, Object> sizes, CursorRegistry cursors) {
        super(database, name, options, documents, sizes, cursors);
        this.documents = documents;
    }

    @Override
    protected QueryResult queryDocuments(Document query, @Nullable Document order, int skip, int limit, int batchSize,
            @Nullable Document fields) {
        Optional<List<String>> ids = AskedIds.exactly(query);
        if (ids.isPresent()) {
            return matchDocumentsFromStream(ids.get().stream().map(documents::get).filter(Objects::nonNull), ALL, order,
                    skip, limit, batchSize, fields);
        }
        OrderedIndex.Ranges ranges = ranges(query, order);
        if (ranges == null) {
            return super.queryDocuments(query, order, skip, limit, batchSize, fields);
        }
        Stream<Document> found = ranges.positions(order).map(this::getDocument);
        return ranges.ordered(order)
                ? super.matchDocumentsFromStream(query, found, skip, limit, batchSize, null, fields)
                : matchDocumentsFromStream(found, query, order, skip, limit, batchSize, fields);
    }

    /** What no index serves. */
    @Override
    protected QueryResult matchDocuments(Document query, @Nullable Document order, int skip, int limit, int batchSize,
            @Nullable Document fields) {
        Optional<AskedIds.Stretch> stretch = AskedIds.stretch(query);
        return stretch.isEmpty()
                ? super.matchDocuments(query, order, skip, limit, batchSize, fields)
                : matchDocumentsFromStream(in(stretch.get()), query, order, skip, limit, batchSize, fields);
    }

    private Stream<Document> in(AskedIds.Stretch stretch) {
        return OrderedIndex.values(documents.cursor(stretch.from(), stretch.to(), false));
    }

    @Override
    public synchronized int count(@Nullable Document query, int skip, int limit) {
        if (query == null || query.isEmpty()) {
            return super.count(query, skip, limit);
        }
        OrderedIndex.Ranges ranges = ranges(query, null);
        long count;
        if (ranges != null && ranges.answer(Equalities.of(query))) {
            count = Math.max(0, ranges.count() - skip);
        } else {
            Stream<Document> looked = ranges == null
                    ? AskedIds.stretch(query).map(this::in).orElseGet(this::queryAllAsStream)
                    : ranges.positions(null).map(this::getDocument);
            Stream<Document> found = looked.filter(document -> documentMatchesQuery(document, query)).skip(skip);
            count = (limit > 0 ? found.limit(limit) : found).count();
        }
        return (int) (limit > 0 ? Math.min(limit, count) : count);
    }

    /** What finds the fewest; null where the library's own indexes serve, or nothing does. */
    private OrderedIndex.@Nullable Ranges ranges(Document query, @Nullable Document order) {
        if (order != null && order.containsKey("$natural")
                || getIndexes().stream().anyMatch(index -> index.canHandle(query))) {
            return null;
        }
        Equalities asked = Equalities.of(query);
        return getIndexes().stream().filter(OrderedIndex.class::isInstance).map(OrderedIndex.class::cast)
                .flatMap(index -> index.ranges(asked).stream())
                .max(Comparator.comparingInt(ranges -> ranges.rank(order))).orElse(null);
    }

    @Override
    protected QueryResult matchDocumentsFromStream(Document query, Stream<Document> documents, int skip, int limit,
            int batchSize, @Nullable Comparator<Document> order, @Nullable Document fields) {
        Stream<Document> considered = order == null || limit <= 0
                ? documents
                : first(documents.filter(document -> documentMatchesQuery(document, query)), asFarAs(skip, limit),
                        order)
                        .stream();
        return super.matchDocumentsFromStream(query, considered, skip, limit, batchSize, order, fields);
    }

    /** A page may be asked for that is as far behind as numbers go. */
    private static int asFarAs(int skip, int limit) {
        return (int) Math.min((long) skip + limit, Integer.MAX_VALUE);
    }

    /** For counting, among others; one by one. */
    @Override
    public Stream<Document> queryAllAsStream() {
        return streamAllDocumentsWithPosition().map(DocumentWithPosition::getDocument);
    }

    /** The library encodes each document for a sum of sizes that nobody asks for. */
    @Override
    protected boolean tracksDataSize() {
        return false;
    }

    /** As many as that from the beginning of the order, in it; never more than twice as many at once. */
    static <T> List<T> first(Stream<T> all, int count, Comparator<? super T> order) {
        List<T> first = new ArrayList<>();
        all.forEachOrdered(one -> {
            first.add(one);
            if (first.size() == 2L * count) {
                cut(first, count, order);
            }
        });
        cut(first, count, order);
        return first;
    }

    private static <T> void cut(List<T> first, int count, Comparator<? super T> order) {
        // Stable: of those that are equal the ones that were there before stay in front.
        first.sort(order);
        if (first.size() > count) {
            first.subList(count, first.size()).clear();
        }
    }
}
