package dev.orgledger.benchmark.faults;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

import dev.orgledger.shared.apikey.ApiKeyEvent.ApiKeyRevoked;
import dev.orgledger.shared.envelope.DomainEvent;

/** Everything that is in the event store at the end: what all else is held against. */
final class Store {

    private final List<Stored> events;
    private final Map<String, List<Stored>> byRequest = new HashMap<>();
    private final Map<String, List<Stored>> byAggregate = new HashMap<>();
    private final Map<String, List<Shape>> shapes = new HashMap<>();
    private final Map<String, Long> revokedKeys = new HashMap<>();

    Store(List<Stored> all) {
        events = all.stream().sorted(Comparator.comparingLong(Stored::position)).toList();
        for (Stored event : events) {
            if (event.request() != null) {
                byRequest.computeIfAbsent(event.request(), request -> new ArrayList<>()).add(event);
            }
            byAggregate.computeIfAbsent(event.aggregate(), aggregate -> new ArrayList<>()).add(event);
            if (event.event() instanceof ApiKeyRevoked revoked) {
                revokedKeys.put(revoked.keyId(), event.position());
            }
        }
    }

    List<Stored> events() {
        return events;
    }

    /** What that request left behind. */
    List<Stored> ofRequest(String id) {
        return byRequest.getOrDefault(id, List.of());
    }

    Set<String> requests() {
        return byRequest.keySet();
    }

    /** The events of that organization, user or key, in order. */
    List<Stored> of(String aggregate) {
        return byAggregate.getOrDefault(aggregate, List.of());
    }

    Set<String> aggregates() {
        return byAggregate.keySet();
    }

    List<String> organizations() {
        return byAggregate.entrySet().stream()
                .filter(each -> each.getValue().getFirst().event() instanceof DomainEvent.OfOrganization)
                .map(Map.Entry::getKey).sorted().toList();
    }

    /** The version of that organization when everything up to that position was known, 0 before it was founded. */
    long versionAt(String org, long position) {
        List<Stored> all = of(org);
        int known = 0;
        int beyond = all.size();
        while (known < beyond) {
            int middle = (known + beyond) / 2;
            if (all.get(middle).position() <= position) {
                known = middle + 1;
            } else {
                beyond = middle;
            }
        }
        return known;
    }

    /** What that organization was at that version. */
    Shape at(String org, long version) {
        return shapes.computeIfAbsent(org, this::shapesOf).get((int) version);
    }

    private List<Shape> shapesOf(String org) {
        List<Shape> all = new ArrayList<>(List.of(Shape.NOTHING));
        of(org).forEach(event -> all.add(all.getLast().then(event.event())));
        return all;
    }

    /** Where that key was revoked; empty for one that never was. */
    OptionalLong revoked(String keyId) {
        Long position = revokedKeys.get(keyId);
        return position == null ? OptionalLong.empty() : OptionalLong.of(position);
    }
}
