package dev.orgledger.embedded;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

import org.h2.mvstore.MVMap;
import org.jspecify.annotations.Nullable;

import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.DocumentWithPosition;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.QueryResult;
import de.bwaldvogel.mongo.backend.h2.H2Collection;
import de.bwaldvogel.mongo.bson.Document;

/**
 * The library's collection, but that neither the first few of a long list nor a count takes the memory of all: the library
 * holds every document that it found to sort them, and every one that there is to count some. And but that an insert does no more
 * than it must: the library looks three times whether the id is there, and encodes each document for a sum of sizes that nobody
 * asks for.
 */
final class FirstFewCollection extends H2Collection {

    private static final String ID = "_id";

    FirstFewCollection(MongoDatabase database, String name, CollectionOptions options,
            MVMap<Object, Document> documents,
            MVMap<String, Object> sizes, CursorRegistry cursors) {
        super(database, name, options, documents, sizes, cursors);
    }

    @Override
    protected boolean tracksDataSize() {
        return false;
    }

    /** Where every index begins with the id, the first, which has nothing else, finds out what is there already. */
    @Override
    public synchronized void addDocument(Document document) {
        List<Index<Object>> indexes = getIndexes();
        if (document.get(ID) instanceof String id && !indexes.isEmpty() && allWithId(indexes)) {
            indexes.forEach(index -> index.add(document, id, this));
            addDocumentInternal(document);
        } else {
            super.addDocument(document);
        }
    }

    private static boolean allWithId(List<Index<Object>> indexes) {
        for (Index<Object> index : indexes) {
            if (!index.getKeys().getFirst().getKey().equals(ID)) {
                return false;
            }
        }
        return true;
    }

    @Override
    protected QueryResult matchDocumentsFromStream(Document query, Stream<Document> documents, int skip, int limit,
            int batchSize, @Nullable Comparator<Document> order, @Nullable Document fields) {
        Stream<Document> considered = order == null || limit <= 0
                ? documents
                : first(documents.filter(document -> documentMatchesQuery(document, query)), skip + limit, order)
                        .stream();
        return super.matchDocumentsFromStream(query, considered, skip, limit, batchSize, order, fields);
    }

    /** For counting, among others; one by one. */
    @Override
    public Stream<Document> queryAllAsStream() {
        return streamAllDocumentsWithPosition().map(DocumentWithPosition::getDocument);
    }

    /** As many as that from the beginning of the order, in it; never more than twice as many at once. */
    static <T> List<T> first(Stream<T> all, int count, Comparator<? super T> order) {
        List<T> first = new ArrayList<>();
        all.forEachOrdered(one -> {
            first.add(one);
            if (first.size() == 2 * count) {
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
