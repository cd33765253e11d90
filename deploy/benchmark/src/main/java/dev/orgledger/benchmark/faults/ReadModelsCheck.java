package dev.orgledger.benchmark.faults;

import java.util.ArrayList;
import java.util.List;

import dev.orgledger.benchmark.faults.Finding.Kind;
import dev.orgledger.benchmark.faults.ReadBack.Logged;

/** Holds what every query side says at the end against the store. */
final class ReadModelsCheck {

    private ReadModelsCheck() {
    }

    static List<Finding> find(Store store, List<ReadBack> said) {
        List<Finding> findings = new ArrayList<>();
        for (ReadBack back : said) {
            long version = store.of(back.org()).size();
            Shape wanted = store.at(back.org(), version);
            String place = back.org() + " on " + back.node();
            if (back.version() != version || !back.name().equals(wanted.name())) {
                findings.add(new Finding(Kind.READ_MODEL, place + " is version " + back.version() + " “" + back.name()
                        + "”, not " + version + " “" + wanted.name() + "”"));
            }
            if (!back.members().equals(wanted.membersInWords())) {
                findings.add(new Finding(Kind.READ_MODEL, place + " has the members " + back.members() + ", not "
                        + wanted.membersInWords()));
            }
            List<String> readers = List.copyOf(wanted.members().keySet());
            if (!back.readers().equals(readers)) {
                boolean more = back.readers().stream().anyMatch(reader -> !readers.contains(reader));
                findings.add(new Finding(more ? Kind.REVOKED_BUT_GRANTED : Kind.GRANTED_BUT_REFUSED,
                        place + " may be read by " + back.readers() + ", not " + readers));
            }
            audit(store, back, findings);
        }
        return findings;
    }

    private static void audit(Store store, ReadBack back, List<Finding> findings) {
        if (!back.proof().isEmpty()) {
            findings.add(new Finding(Kind.AUDIT, "log of " + back.org() + " on " + back.node() + ": " + back.proof()));
        }
        List<Logged> wanted = store.of(back.org()).stream().map(event -> new Logged(event.id(), event.version()))
                .toList();
        for (int i = 0; i < Math.max(wanted.size(), back.log().size()); i++) {
            Logged expected = i < wanted.size() ? wanted.get(i) : null;
            Logged entry = i < back.log().size() ? back.log().get(i) : null;
            if (expected == null || !expected.equals(entry)) {
                findings.add(new Finding(Kind.AUDIT, "log of " + back.org() + " on " + back.node() + " has " + entry
                        + " where the store has " + expected));
                return;
            }
        }
    }
}
