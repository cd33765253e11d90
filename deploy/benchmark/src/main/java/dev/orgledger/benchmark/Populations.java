package dev.orgledger.benchmark;

import java.io.IOException;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import dev.orgledger.shared.envelope.Ids;

/**
 * Two organizations, of few and of many members, and two people, in few and in many organizations. Put into the store
 * straight, so that it takes seconds.
 */
record Populations(String small, List<String> smallMembers, String large, List<String> largeMembers,
        String personOfFew, List<String> fewOrganizations, String personOfMany, List<String> manyOrganizations,
        long position) {

    private static final int FEW = 10;
    private static final int MANY = 10_000;

    static Populations store(RawStore store) throws SQLException {
        String small = Ids.organization();
        List<String> smallMembers = Stream.generate(Ids::person).limit(FEW).toList();
        String large = Ids.organization();
        List<String> largeMembers = Stream.generate(Ids::person).limit(MANY).toList();
        String personOfFew = Ids.person();
        List<String> few = Stream.generate(Ids::organization).limit(FEW).toList();
        String personOfMany = Ids.person();
        List<String> many = Stream.generate(Ids::organization).limit(MANY).toList();

        Map<String, List<String>> members = new HashMap<>();
        members.put(small, smallMembers);
        members.put(large, largeMembers);
        few.forEach(orgId -> members.put(orgId, List.of(personOfFew)));
        many.forEach(orgId -> members.put(orgId, List.of(personOfMany)));
        long position = store.addOrganizations(members);
        return new Populations(small, smallMembers, large, largeMembers, personOfFew, few, personOfMany, many,
                position);
    }

    /** Waits until checks know of them, at most two minutes: a check itself waits two seconds. */
    void awaitReadable(Client platform) throws IOException {
        String check = Checks.of(small, smallMembers.getLast());
        for (int attempt = 0; attempt < 60; attempt++) {
            if (platform.get(check, "p" + position).status() == 200) {
                requireAllowed(platform, check);
                requireAllowed(platform, Checks.of(large, largeMembers.getLast()));
                requireAllowed(platform, Checks.of(fewOrganizations.getLast(), personOfFew));
                requireAllowed(platform, Checks.of(manyOrganizations.getLast(), personOfMany));
                return;
            }
        }
        throw new IOException("what was stored is not in checks after two minutes");
    }

    /** What is denied as unknown would be measured as quick. */
    private static void requireAllowed(Client platform, String check) throws IOException {
        String answer = platform.read(check);
        if (!answer.contains("\"allowed\":true")) {
            throw new IOException(check + " answered " + answer);
        }
    }
}
