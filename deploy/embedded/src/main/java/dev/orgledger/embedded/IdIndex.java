package dev.orgledger.embedded;

import java.util.List;
import java.util.Map;

import org.h2.mvstore.MVMap;
import org.jspecify.annotations.Nullable;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.backend.AbstractUniqueIndex;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.KeyValue;
import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.bson.Document;

/**
 * The index of ids, which is nothing but the documents themselves: they are kept under their ids. The library keeps a second map
 * from each id to itself, and writes it with every document. Ids are texts here; numbers would have to be of one type.
 */
final class IdIndex extends AbstractUniqueIndex<Object> {

    private final MVMap<Object, Document> documents;

    IdIndex(String name, List<IndexKey> keys, boolean sparse, MVMap<Object, Document> documents) {
        super(name, keys, sparse);
        this.documents = documents;
    }

    /** Was checked, and has been added with the document. */
    @Override
    public synchronized void add(Document document, Object position, MongoCollection<Object> collection) {
        // There is no second place.
    }

    @Override
    protected @Nullable Object getPosition(KeyValue key) {
        Object id = Missing.ofNullable(key.get(0));
        return documents.containsKey(id) ? id : null;
    }

    /** The document goes next. */
    @Override
    protected @Nullable Object removeDocument(KeyValue key) {
        return getPosition(key);
    }

    @Override
    protected boolean putKeyPosition(KeyValue key, Object position) {
        return true;
    }

    @Override
    protected Iterable<Map.Entry<KeyValue, Object>> getIterable() {
        return () -> documents.keySet().stream().map(id -> Map.entry(new KeyValue(id), id)).iterator();
    }

    @Override
    public long getCount() {
        return documents.sizeAsLong();
    }

    @Override
    public long getDataSize() {
        return getCount();
    }
}
