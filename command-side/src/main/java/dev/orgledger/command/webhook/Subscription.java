package dev.orgledger.command.webhook;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import dev.orgledger.shared.envelope.DomainEvent;
import dev.orgledger.shared.envelope.EventTypes;
import dev.orgledger.shared.envelope.EventTypes.EventType;
import dev.orgledger.shared.refusal.ErrorCode;
import dev.orgledger.shared.refusal.Refusal;

/**
 * Which events a webhook is told.
 *
 * @param names names of event types of organizations, {@code member.*}, or {@code *}; sorted, without repeats
 */
public record Subscription(List<String> names) {

    private static final String ALL = "*";
    private static final String MEMBERS = "member.*";
    private static final Set<String> TYPES = EventTypes.all().stream()
            .filter(type -> DomainEvent.OfOrganization.class.isAssignableFrom(type.javaType())).map(EventType::name)
            .collect(Collectors.toUnmodifiableSet());

    public Subscription {
        names = List.copyOf(names);
    }

    /** What was typed; {@code invalid_events} for null, for none, and for any unknown name, which it tells. */
    public static Subscription parse(@Nullable List<String> typed) {
        if (typed == null || typed.isEmpty()) {
            throw Refusal.of(ErrorCode.INVALID_EVENTS);
        }
        List<String> unknown = typed.stream()
                .filter(name -> !name.equals(ALL) && !name.equals(MEMBERS) && !TYPES.contains(name)).distinct()
                .limit(10).map(Subscription::shortened).toList();
        if (!unknown.isEmpty()) {
            throw Refusal.of(ErrorCode.INVALID_EVENTS).with("unknown", unknown);
        }
        return new Subscription(List.copyOf(new TreeSet<>(typed)));
    }

    private static String shortened(String name) {
        return name.length() <= 64 ? name : name.substring(0, 64) + "…";
    }
}
