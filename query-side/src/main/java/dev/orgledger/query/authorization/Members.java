package dev.orgledger.query.authorization;

import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * The memberships of one organization by person: a hash table with open addressing. A map of the JDK would take half as
 * much again for every member. Not for several threads at once.
 */
final class Members {

    private static final int SMALLEST = 2;

    private @Nullable Membership[] table = new Membership[SMALLEST];
    private int size;

    @Nullable
    Membership of(Person person) {
        return table[slot(table, person)];
    }

    void put(Membership membership) {
        if ((size + 1) * 4 > table.length * 3) {
            grow();
        }
        int slot = slot(table, membership.person());
        if (table[slot] == null) {
            size++;
        }
        table[slot] = membership;
    }

    void remove(Person person) {
        int free = slot(table, person);
        if (table[free] == null) {
            return;
        }
        table[free] = null;
        size--;
        // Whatever was pushed behind the free slot by it moves up, or a search would end there too early.
        for (int next = after(table, free); table[next] instanceof Membership moved; next = after(table, next)) {
            table[next] = null;
            table[slot(table, moved.person())] = moved;
        }
    }

    Stream<Membership> all() {
        return Arrays.stream(table).filter(Objects::nonNull).map(Objects::requireNonNull);
    }

    private void grow() {
        @Nullable
        Membership[] larger = new Membership[table.length * 2];
        all().forEach(membership -> larger[slot(larger, membership.person())] = membership);
        table = larger;
    }

    /** Where that person stands, or would. */
    private static int slot(@Nullable Membership[] table, Person person) {
        int slot = spread(person.hashCode()) & table.length - 1;
        while (table[slot] instanceof Membership other && other.person() != person) {
            slot = after(table, slot);
        }
        return slot;
    }

    private static int after(@Nullable Membership[] table, int slot) {
        return slot + 1 & table.length - 1;
    }

    private static int spread(int hash) {
        return hash ^ hash >>> 16;
    }
}
