package dev.orgledger.rebuilder;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import dev.orgledger.query.platform.mongo.Part;

/**
 * What is asked for.
 *
 * @param parts to rebuild; none to have the state topic published again
 * @param fromStore whether to read the event store and not the topics
 */
record Wish(Set<Part> parts, boolean fromStore) {

    private static final String ALL = "all";
    private static final String STATE = "state";
    private static final String FROM = "--from=";
    /** All that there are. */
    static final String WORDS = Arrays.stream(Part.values()).map(Part::word)
            .collect(Collectors.joining(", ", ALL + ", ", ", " + STATE + ", " + FROM + "kafka and " + FROM + "store"));

    static Wish of(List<String> arguments) {
        Set<Part> parts = EnumSet.noneOf(Part.class);
        boolean fromStore = false;
        List<String> words = new ArrayList<>();
        for (String argument : arguments) {
            if (argument.startsWith(FROM)) {
                fromStore = switch (argument.substring(FROM.length())) {
                    case "store" -> true;
                    case "kafka" -> false;
                    default ->
                        throw new IllegalArgumentException(argument + " is neither --from=kafka nor --from=store");
                };
            } else {
                words.add(argument);
            }
        }
        if (words.contains(STATE)) {
            if (arguments.size() > 1) {
                throw new IllegalArgumentException(
                        STATE + " stands alone: it rebuilds nothing, and is always made of the store");
            }
            return new Wish(Set.of(), false);
        }
        for (String word : words) {
            if (word.equals(ALL)) {
                parts.addAll(EnumSet.allOf(Part.class));
            } else {
                parts.add(Part.of(word).orElseThrow(
                        () -> new IllegalArgumentException(word + " is not understood; there are " + WORDS)));
            }
        }
        return new Wish(parts.isEmpty() ? EnumSet.allOf(Part.class) : parts, fromStore);
    }

    boolean isState() {
        return parts.isEmpty();
    }
}
