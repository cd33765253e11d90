package dev.orgledger.benchmark;

import java.lang.management.ManagementFactory;
import java.lang.ref.Reference;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.function.Supplier;

import dev.orgledger.query.authorization.AccessStateFeed;
import dev.orgledger.shared.role.Role;

/**
 * Fills what answers checks with a million memberships, and prints how many bytes of the heap each of them takes: the
 * organizations and the people included, their keys and facts not.
 */
public final class MemoryProbe {

    private static final int ORGANIZATIONS = 100_000;
    private static final int MEMBERS = 10;
    private static final int PEOPLE = 250_000;

    /**
     * One membership as the topics tell of it. Every text is an object of its own, as it is when it has just been read.
     *
     * @param number of the member in its organization, from 0
     * @param last whether the organization gets no more
     */
    public record Membership(String orgId, int number, boolean last, String personId, Role role, Instant since,
            String grantedBy) {}

    private MemoryProbe() {
    }

    /** Prints the number. */
    public static void main(String[] arguments) {
        System.out.println(bytesPerMembership(AccessStateFeed::new));
    }

    private static double bytesPerMembership(Supplier<Consumer<Membership>> made) {
        // Classes and what else comes with the first use are no memory of members.
        fill(made.get(), 10);
        Consumer<Membership> held = made.get();
        long before = used();
        fill(held, ORGANIZATIONS);
        double each = (used() - before) / ((double) ORGANIZATIONS * MEMBERS);
        Reference.reachabilityFence(held);
        return each;
    }

    private static void fill(Consumer<Membership> held, int organizations) {
        for (int organization = 0; organization < organizations; organization++) {
            for (int number = 0; number < MEMBERS; number++) {
                int membership = organization * MEMBERS + number;
                held.accept(new Membership(Numbered.id("org_", organization), number, number == MEMBERS - 1,
                        Numbered.id("user_", membership % PEOPLE), number == 0 ? Role.SUPER_ADMIN : Role.READ,
                        Instant.ofEpochMilli(1_767_225_600_000L + membership), Numbered.eventId(membership)));
            }
        }
    }

    /** Bytes of the heap that are in use after whole collections. */
    static long used() {
        // What is held softly or has a cleaner takes more than one collection.
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
