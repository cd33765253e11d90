package dev.orgledger.query.history;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import org.bson.Document;

import dev.orgledger.query.platform.mongo.Store;
import dev.orgledger.query.platform.mongo.Writes;

/**
 * Lists that grow for ever, found by ids alone: under each owner the numbers of its pages, under {@code <owner>/<page>} what
 * is listed there. On which page something stands follows from its position in the log, so that nothing is looked up to add
 * it, and no document has more than its page can hold, whatever somebody does.
 */
final class Pages {

    /** Positions of one page: with names of 50 characters it has at most 1 MiB of 16, and an owner has one in 16,384 events. */
    private static final int BITS = 14;

    private final String collection;

    /** Those of that collection. */
    Pages(String collection) {
        this.collection = collection;
    }

    /** Adds an entry, which has no dots, to that owner's list. */
    void add(Writes writes, String owner, String entry, long position) {
        long page = position >> BITS;
        writes.part(collection, owner, number(page), (page << BITS) + 1, new Document());
        writes.part(collection, id(owner, number(page)), entry, position, new Document());
    }

    /** What is listed of each of these owners, in the order of its text; nothing of those who are unknown. */
    Map<String, Set<String>> of(Store store, Collection<String> owners) {
        List<String> ids = new ArrayList<>();
        store.byIds(collection, owners)
                .forEach((owner, pages) -> parts(pages).forEach(page -> ids.add(id(owner, page))));
        Map<String, Set<String>> listed = new HashMap<>();
        store.byIds(collection, ids).forEach((id, page) -> parts(page).forEach(entry -> listed
                .computeIfAbsent(id.substring(0, id.lastIndexOf('/')), owner -> new TreeSet<>()).add(entry)));
        return listed;
    }

    private static Stream<String> parts(Document document) {
        return document.entrySet().stream().filter(field -> field.getValue() instanceof Document)
                .map(Map.Entry::getKey);
    }

    private static String number(long page) {
        return "%012d".formatted(page);
    }

    private static String id(String owner, String page) {
        return owner + "/" + page;
    }
}
