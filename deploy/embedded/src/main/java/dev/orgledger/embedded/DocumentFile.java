package dev.orgledger.embedded;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.regex.Pattern;

import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.DatabaseResolver;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.KeyValue;
import de.bwaldvogel.mongo.backend.h2.H2Backend;
import de.bwaldvogel.mongo.backend.h2.H2Database;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.oplog.Oplog;
import io.netty.channel.Channel;

/**
 * The library's backend on a file, with three changes: its maps hold BSON, what reaches the file is always the state between two
 * commands, and it has indexes that are not unique. Without the second, offsets could be kept and the documents that they cover
 * be lost.
 */
final class DocumentFile extends H2Backend {

    /** Of the file that may be garbage before it is rewritten. */
    private static final int LEAST_FILL_PERCENT = 50;
    private static final int MOST_REWRITTEN_BYTES = 1 << 20;
    private static final int CACHE_MIB = 32;
    /** How long the room of what was replaced stays untouched, for a disk that writes in another order than asked. */
    private static final int RETENTION_MILLIS = 5_000;

    /** It has an index for each of its filters, and is written far more often than it is listed: a million entries seven times. */
    private static final Pattern LOG = Pattern.compile("audit(~.*)?");

    private final ReadWriteLock commands = new ReentrantReadWriteLock();

    /** Whether to honour {@code j: true}. */
    private final boolean journal;

    private DocumentFile(MVStore store, boolean journal) {
        super(store);
        this.journal = journal;
    }

    /**
     * Opens or makes that file.
     *
     * @throws org.h2.mvstore.MVStoreException if it cannot be read, or is in use
     */
    static DocumentFile open(Path file, boolean journal) {
        MVStore store = new MVStore.Builder().fileName(file.toString()).autoCommitDisabled().cacheSize(CACHE_MIB)
                .open();
        store.setRetentionTime(RETENTION_MILLIS);
        return new DocumentFile(store, journal);
    }

    /** The same without a file: everything is lost with it. */
    static DocumentFile none() {
        return new DocumentFile(new MVStore.Builder().open(), false);
    }

    @Override
    protected MongoDatabase openOrCreateDatabase(String name) {
        return new BsonDatabase(name, getMvStore(), getCursorRegistry());
    }

    @Override
    public Document handleCommand(Channel channel, String database, String command, Document query) {
        Document answer;
        commands.readLock().lock();
        try {
            answer = super.handleCommand(channel, database, command, query);
        } finally {
            commands.readLock().unlock();
        }
        if (journal && query.get("writeConcern") instanceof Document concern
                && Boolean.TRUE.equals(concern.get("j"))) {
            commit();
        }
        return answer;
    }

    /** Writes what has changed to the file, between two commands. */
    @Override
    public void commit() {
        commands.writeLock().lock();
        try {
            getMvStore().commit();
        } finally {
            commands.writeLock().unlock();
        }
    }

    /** Writes what has changed to the file, between two commands; survives the end of this process, however it comes. */
    void save() {
        MVStore store = getMvStore();
        commands.writeLock().lock();
        try {
            if (store.hasUnsavedChanges()) {
                store.commit();
                store.compact(LEAST_FILL_PERCENT, MOST_REWRITTEN_BYTES);
            }
        } finally {
            commands.writeLock().unlock();
        }
    }

    /** Opens each map with its types before the library does without: a map that is open is taken as it is. */
    private static final class BsonDatabase extends H2Database {

        private static final String ID = "_id";

        private final MVStore maps;
        private final CursorRegistry cursors;

        BsonDatabase(String name, MVStore store, CursorRegistry cursors) {
            // Before the parent's constructor, which opens what is there already.
            maps = store;
            this.cursors = cursors;
            super(name, store, cursors);
        }

        @Override
        protected MongoCollection<Object> openOrCreateCollection(String collection, CollectionOptions options) {
            return new FirstFewCollection(this, collection, options, documents(collection),
                    maps.openMap("meta." + getFullCollectionNamespace(collection)), cursors);
        }

        private MVMap<Object, Document> documents(String collection) {
            return maps.openMap("databases." + getFullCollectionNamespace(collection),
                    new MVMap.Builder<Object, Document>().valueType(new BsonDocuments()));
        }

        @Override
        protected Index<Object> openOrCreateUniqueIndex(String collection, String index, List<IndexKey> keys,
                boolean sparse) {
            if (keys.size() == 1 && keys.getFirst().getKey().equals(ID)) {
                return new IdIndex(index, keys, sparse, documents(collection));
            }
            maps.openMap(getFullCollectionNamespace(collection) + "._index_" + index,
                    new MVMap.Builder<KeyValue, Object>().keyType(new BsonKeys()));
            return super.openOrCreateUniqueIndex(collection, index, keys, sparse);
        }

        @Override
        protected Index<Object> openOrCreateSecondaryIndex(String collection, String index, List<IndexKey> keys,
                boolean sparse) {
            if (LOG.matcher(collection).matches()) {
                return super.openOrCreateSecondaryIndex(collection, index, keys, sparse);
            }
            return new OrderedIndex(index, keys, sparse,
                    maps.openMap(getFullCollectionNamespace(collection) + "._index_" + index,
                            new MVMap.Builder<KeyValue, Object>().keyType(new BsonKeys())));
        }

        /** A driver counts by an aggregation, for which the library goes through all documents. */
        @Override
        public Document handleCommand(Channel channel, String command, Document query, DatabaseResolver databases,
                Oplog oplog) {
            Counting counting = command.equalsIgnoreCase("aggregate") ? Counting.of(query, command) : null;
            return counting == null
                    ? super.handleCommand(channel, command, query, databases, oplog)
                    : counting.answer(getDatabaseName(),
                            super.handleCommand(channel, "count", counting.command(), databases, oplog));
        }
    }
}
