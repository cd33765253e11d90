package dev.orgledger.benchmark.faults;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import dev.orgledger.benchmark.faults.Finding.Kind;
import dev.orgledger.shared.role.Role;
import dev.orgledger.shared.state.StateRecord;

/** Holds the topics against the store. Repeats of an event are legal, as consumers drop them by its id. */
final class TopicsCheck {

    private final Store store;
    private final List<Finding> findings = new ArrayList<>();

    private TopicsCheck(Store store) {
        this.store = store;
    }

    /** @param events every record of {@code org.events.v1}, in the order of offsets within a partition */
    static List<Finding> ofEvents(Store store, List<OnTopic> events) {
        TopicsCheck check = new TopicsCheck(store);
        check.events(events);
        return check.findings;
    }

    /** @param states every record of {@code org.state.v1} that is there still, in the order of offsets within a partition */
    static List<Finding> ofStates(Store store, List<OnTopic> states) {
        TopicsCheck check = new TopicsCheck(store);
        Map<String, OnTopic> last = check.newestLast(states);
        store.organizations().forEach(org -> check.state(org, last));
        return check.findings;
    }

    /** How many records repeat an event that was there before. */
    static long repeats(List<OnTopic> events) {
        return events.size() - events.stream().map(OnTopic::id).distinct().count();
    }

    private void events(List<OnTopic> records) {
        Map<String, Stored> byId = store.events().stream().collect(Collectors.toMap(Stored::id, event -> event));
        Map<String, OnTopic> before = new HashMap<>();
        Set<String> seen = new HashSet<>();
        for (OnTopic record : records) {
            Stored event = byId.get(String.valueOf(record.id()));
            if (event == null || !event.event().subject().equals(record.key())
                    || event.position() != record.position()) {
                findings.add(new Finding(Kind.TOPIC_STRANGER, record.toString()));
            } else if (seen.add(event.id())) {
                OnTopic newer = before.put(record.key(), record);
                if (newer != null && newer.position() > record.position()) {
                    findings.add(new Finding(Kind.TOPIC_ORDER, newer + " before " + record));
                }
            }
        }
        byId.values().stream().filter(event -> !seen.contains(event.id()))
                .forEach(event -> findings.add(new Finding(Kind.TOPIC_HOLE, event.toString())));
    }

    /** Compaction keeps the last record of a key, whatever it says: an old one there would come back as the truth. */
    private Map<String, OnTopic> newestLast(List<OnTopic> records) {
        Map<String, OnTopic> last = new HashMap<>();
        Map<String, OnTopic> newest = new HashMap<>();
        for (OnTopic record : records) {
            last.put(record.key(), record);
            newest.merge(record.key(), record, (one, other) -> other.position() >= one.position() ? other : one);
        }
        newest.forEach((key, record) -> {
            OnTopic end = last.get(key);
            if (end != null && end.position() < record.position()) {
                findings.add(new Finding(Kind.STATE_OLDER, end + " behind " + record));
            }
        });
        return last;
    }

    private void state(String org, Map<String, OnTopic> last) {
        long version = store.of(org).size();
        Shape wanted = store.at(org, version);
        OnTopic record = last.get(org);
        if (record == null || !(record.state() instanceof StateRecord.Organization told) || told.version() != version
                || !told.name().equals(wanted.name())) {
            findings.add(new Finding(Kind.READ_MODEL, "org.state.v1 says of " + org + " " + record + ", not version "
                    + version + " “" + wanted.name() + "”"));
        }
        Map<String, Role> members = new HashMap<>();
        last.forEach((key, state) -> {
            if (state.state() instanceof StateRecord.Membership member && member.orgId().equals(org)) {
                members.put(member.userId(), member.role());
            }
        });
        if (!members.equals(wanted.members())) {
            findings.add(new Finding(Kind.READ_MODEL, "org.state.v1 has as members of " + org + " " + members
                    + ", not " + wanted.members()));
        }
    }
}
