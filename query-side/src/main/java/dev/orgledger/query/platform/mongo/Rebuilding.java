package dev.orgledger.query.platform.mongo;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.apache.kafka.common.TopicPartition;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

import com.mongodb.client.FindIterable;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.ReturnDocument;

import dev.orgledger.query.platform.kafka.SharedReader.Stored;

/**
 * Makes collections beside those that are read, and has them become the current ones. One at a time: who rebuilds says so in the
 * document of the offsets, again and again, and another one takes over from who has stopped saying so. Each has a number of its own,
 * so that one that was taken for dead writes to nobody else's collections.
 */
public final class Rebuilding {

    /** What the former collections are left for: everybody has looked by then which are current, and is done with the others. */
    public static final Duration GRACE = Duration.ofSeconds(15);
    /** How many have ever begun. */
    static final String COUNTED = "rebuilds";
    private static final String BY = "rebuild";
    private static final String NUMBER = BY + ".number";
    private static final String SEEN = BY + ".seen";
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final int FIRST_NUMBER = 2;

    private final MongoDatabase database;
    private final Set<String> collections;
    private final int number;
    private final String life;
    private final Generation former;
    private final Clock clock;

    private Rebuilding(MongoDatabase database, Set<String> collections, Document claimed, Clock clock) {
        this.database = database;
        this.collections = Set.copyOf(collections);
        this.number = claimed.get(BY, Document.class).getInteger("number");
        this.life = claimed.getString("epoch");
        this.former = Generation.of(claimed);
        this.clock = clock;
    }

    /**
     * Begins to rebuild these, and removes what one that broke off has left.
     *
     * @throws RebuildRefused where another one is at it, or nothing was ever projected
     */
    public static Rebuilding begin(MongoDatabase database, Set<Part> parts, Clock clock) {
        Document stored = StoredOffsets.document(database);
        if (stored == null || StoredOffsets.isOfAnotherSchema(stored)) {
            throw new RebuildRefused(
                    "The document store holds nothing of this release: a query side of it fills it by itself");
        }
        Instant now = clock.instant();
        Document other = stored.get(BY, Document.class);
        if (other != null && other.getDate("seen").toInstant().isAfter(now.minus(PATIENCE))) {
            throw new RebuildRefused("Another rebuild is running; it was seen at " + other.getDate("seen").toInstant());
        }
        int next = Math.max(FIRST_NUMBER, stored.getInteger(COUNTED, 0) + 1);
        Document claimed = StoredOffsets.collection(database).findOneAndUpdate(
                same(stored.getString("epoch"), stored.getInteger(COUNTED)).append(NUMBER,
                        other == null ? null : other.getInteger("number")),
                new Document("$set", new Document(COUNTED, next).append(BY,
                        new Document("number", next).append("seen", Date.from(now)))),
                new FindOneAndUpdateOptions().returnDocument(ReturnDocument.AFTER));
        if (claimed == null) {
            throw new RebuildRefused("Another rebuild has just begun");
        }
        Set<String> collections = new HashSet<>();
        parts.forEach(part -> collections.addAll(part.collections()));
        Rebuilding begun = new Rebuilding(database, collections, claimed, clock);
        begun.dropAllBut(begun.former);
        // Now and not at the end: an embedded store would do nothing else while it makes one of what is there.
        Indexes.create(database, begun.target(), begun.collections);
        return begun;
    }

    private static Document same(String life, @Nullable Integer counted) {
        return new Document("_id", StoredOffsets.ID).append("epoch", life).append(COUNTED, counted);
    }

    /** The collections that are made. */
    public Set<String> collections() {
        return collections;
    }

    /** Where they are written: these beside the current ones, the others as they are. */
    Generation target() {
        return former.with(collections, number);
    }

    /** Reads what was made so far, and writes more. */
    public Store store() {
        Generation target = target();
        return new Store(database, () -> target);
    }

    /** How far the current ones are. */
    public Map<TopicPartition, Long> reached() {
        Stored stored = StoredOffsets.stored(StoredOffsets.document(database));
        if (!stored.life().equals(life)) {
            throw lost();
        }
        return stored.offsets();
    }

    /**
     * Says that this one is still at it.
     *
     * @throws RebuildRefused where it is not
     */
    public void alive() {
        if (StoredOffsets.collection(database)
                .updateOne(mine(), new Document("$set", new Document(SEEN, Date.from(clock.instant()))))
                .getMatchedCount() == 0) {
            throw lost();
        }
    }

    /**
     * Has them become the current ones, unless those have got farther meanwhile.
     *
     * @param offsets that they have reached
     * @return whether they are
     */
    public boolean switchOver(Map<TopicPartition, Long> offsets) {
        // A look costs little; the update decides.
        if (reached().entrySet().stream().anyMatch(at -> at.getValue() > offsets.getOrDefault(at.getKey(), 0L))) {
            return false;
        }
        List<Document> notFarther = new ArrayList<>();
        offsets.forEach((partition, offset) -> notFarther.add(new Document(StoredOffsets.field(partition),
                new Document("$not", new Document("$gt", offset)))));
        Document numbers = target().document();
        boolean done = StoredOffsets.collection(database).updateOne(
                mine().append(Generation.SWITCHED, former.switched() == 0 ? null : former.switched()).append("$and",
                        notFarther),
                new Document("$set",
                        new Document(Generation.NUMBERS, numbers).append(Generation.SWITCHED, former.switched() + 1)
                                .append(SEEN, Date.from(clock.instant()))))
                .getMatchedCount() > 0;
        if (!done) {
            alive();
        }
        return done;
    }

    private Document mine() {
        return new Document("_id", StoredOffsets.ID).append("epoch", life).append(NUMBER, number);
    }

    private static RebuildRefused lost() {
        return new RebuildRefused(
                "The topics or the documents were made anew, or another rebuild took over: begin once more");
    }

    /** Drops what was current before; then another one may begin. Not before {@link #GRACE} is over. */
    public void dropFormer() {
        dropAllBut(target());
        end();
    }

    /** Leaves what nobody would make: the current ones and what is no projection's. */
    private void dropAllBut(Generation current) {
        List<String> all = new ArrayList<>(madeByRebuilds(database));
        database.listCollectionNames().into(new ArrayList<>()).stream().filter(Collections.madeFromKafka()::contains)
                .forEach(all::add);
        Set<String> kept = new HashSet<>();
        Collections.madeFromKafka().forEach(name -> kept.add(current.name(name)));
        all.stream().filter(name -> !kept.contains(name)).forEach(name -> database.getCollection(name).drop());
    }

    /** Names of the collections that are there of any number. */
    static List<String> madeByRebuilds(MongoDatabase database) {
        return database.listCollectionNames().into(new ArrayList<>()).stream()
                .filter(name -> !name.equals(Generation.withoutNumber(name))
                        && Collections.madeFromKafka().contains(Generation.withoutNumber(name)))
                .toList();
    }

    /** Says that this one is not at it any more. */
    public void end() {
        StoredOffsets.collection(database).updateOne(mine(), new Document("$unset", new Document(BY, "")));
    }

    /** Those documents of a current collection that have that value there, each as it is. */
    FindIterable<Document> carried(String collection, Bson filter) {
        return database.getCollection(former.name(collection)).find(filter);
    }

    /** Writes to what is made. */
    public Bulk bulk() {
        return new Bulk(database, target());
    }
}
