package dev.orgledger.query.platform.mongo;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

import org.bson.Document;

/**
 * Which collection stands for each name: the one of that name, or one that a rebuild has made beside it, such as
 * {@code members~2}.
 *
 * @param switched how often another became the current one, so that a writer notices
 * @param numbers of the collections that a rebuild has made
 */
public record Generation(int switched, Map<String, Integer> numbers) {

    /** Field with {@link #switched}. */
    static final String SWITCHED = "switched";
    /** Field with {@link #numbers}. */
    static final String NUMBERS = "generations";
    private static final String SEPARATOR = "~";

    /** Nothing has ever been rebuilt. */
    static final Generation FIRST = new Generation(0, Map.of());

    public Generation {
        numbers = Map.copyOf(numbers);
    }

    /** As that document says. */
    static Generation of(Document stored) {
        Map<String, Integer> numbers = new HashMap<>();
        Document told = stored.get(NUMBERS, Document.class);
        if (told != null) {
            told.forEach((collection, number) -> numbers.put(collection, (Integer) number));
        }
        return new Generation(stored.getInteger(SWITCHED, 0), numbers);
    }

    /** The name of the collection that stands for that one. */
    String name(String collection) {
        Integer number = numbers.get(collection);
        return number == null ? collection : collection + SEPARATOR + number;
    }

    /** The same, but that these have that number. */
    Generation with(Collection<String> collections, int number) {
        Map<String, Integer> all = new HashMap<>(numbers);
        collections.forEach(collection -> all.put(collection, number));
        return new Generation(switched, all);
    }

    /** What that name of a collection stands for in whatever generation. */
    static String withoutNumber(String name) {
        int separator = name.indexOf(SEPARATOR);
        return separator < 0 ? name : name.substring(0, separator);
    }

    Document document() {
        Document told = new Document();
        numbers.forEach(told::append);
        return told;
    }
}
