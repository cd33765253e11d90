package dev.orgledger.query.audit;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lte;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import com.mongodb.client.model.Filters;

import dev.orgledger.edge.Times;
import dev.orgledger.query.platform.mongo.Shape;
import dev.orgledger.query.user.Persons;
import dev.orgledger.shared.envelope.Actor;
import dev.orgledger.shared.envelope.EventTypes;
import dev.orgledger.shared.refusal.ErrorCode;
import dev.orgledger.shared.refusal.Refusal;
import dev.orgledger.shared.security.AccessDenied;

/** From the parameters of contract section 7 to a search. */
@Component
class AuditFilter {

    private static final String ALL_OF = ".*";
    private static final Set<String> ALL = Stream
            .concat(EventTypes.all().stream().map(EventTypes.EventType::name), Stream.of(AccessDenied.TYPE))
            .collect(Collectors.toUnmodifiableSet());
    private static final Set<String> NOBODY = Set.of(Actor.Type.PLATFORM.word(), Actor.Type.SYSTEM.word());

    /** The parameters as typed. */
    record Asked(@Nullable String action, @Nullable String actor, @Nullable String target, @Nullable String outcome,
            @Nullable String from, @Nullable String to, @Nullable String tableName, @Nullable String operation) {

        /** Those that were given, by name; null where none was. */
        @Nullable
        Map<String, String> view() {
            Map<String, String> view = new LinkedHashMap<>();
            put(view, "action", action);
            put(view, "actor", actor);
            put(view, "target", target);
            put(view, "outcome", outcome);
            put(view, "from", from);
            put(view, "to", to);
            put(view, "tableName", tableName);
            put(view, "operation", operation);
            return view.isEmpty() ? null : view;
        }

        private static void put(Map<String, String> view, String name, @Nullable String typed) {
            if (typed != null) {
                view.put(name, typed);
            }
        }
    }

    /** What to search for, and how it is searched; and the same for documents that are at hand. */
    record Search(Shape shape, Bson filter, Predicate<Document> matches) {}

    private final Persons people;
    private final SearchableHistory history;

    AuditFilter(Persons people, SearchableHistory history) {
        this.people = people;
        this.history = history;
    }

    /** The search in the log of that organization or user. */
    Search of(String subject, Asked asked) {
        List<Bson> all = new ArrayList<>(List.of(eq("subject", subject)));
        all.addAll(AuditPlace.all(subject));
        Shape shape = Shape.AUDIT;
        Predicate<Document> matches = document -> true;
        Instant beginning = history.beginning(subject);
        if (beginning != null) {
            Date oldest = Date.from(beginning);
            all.add(gte("at", oldest));
            matches = matches.and(document -> !document.getDate("at").before(oldest));
        }
        if (asked.outcome() != null) {
            boolean denied = known("outcome", asked.outcome(), Set.of(AuditWords.SUCCESS, AuditWords.DENIED))
                    .equals(AuditWords.DENIED);
            // An event has no outcome: nearly every entry is one.
            all.add(eq("outcome", denied ? AuditWords.DENIED : null));
            matches = matches
                    .and(document -> denied == AuditWords.DENIED.equals(document.getString("outcome")));
            shape = Shape.AUDIT_BY_OUTCOME;
        }
        Set<String> actions = actions(asked);
        if (actions.size() < ALL.size()) {
            all.add(in("action", actions));
            matches = matches.and(document -> actions.contains(document.getString("action")));
            shape = Shape.AUDIT_BY_ACTION;
        }
        if (asked.from() != null) {
            Date from = time("from", asked.from());
            all.add(gte("at", from));
            matches = matches.and(document -> !document.getDate("at").before(from));
        }
        if (asked.to() != null) {
            Date to = time("to", asked.to());
            all.add(lte("at", to));
            matches = matches.and(document -> !document.getDate("at").after(to));
        }
        if (asked.target() != null) {
            List<String> targets = ids(asked.target());
            all.add(in("target_id", targets));
            matches = matches.and(document -> isOne(targets, document.getString("target_id")));
            shape = Shape.AUDIT_BY_TARGET;
        }
        if (asked.actor() != null) {
            boolean key = asked.actor().startsWith("key_");
            boolean nobody = NOBODY.contains(asked.actor());
            String field = nobody ? "actor_type" : key ? "apikey_id" : "actor_id";
            List<String> actors = ids(asked.actor());
            all.add(nobody ? eq(field, asked.actor()) : in(field, actors));
            matches = matches.and(document -> isOne(actors, document.getString(field)));
            shape = nobody ? shape : key ? Shape.AUDIT_BY_KEY : Shape.AUDIT_BY_ACTOR;
        }
        return new Search(shape, Filters.and(all), matches);
    }

    private static boolean isOne(List<String> of, @Nullable String value) {
        return value != null && of.contains(value);
    }

    private List<String> ids(String idOrEmail) {
        return idOrEmail.contains("@") ? people.idsOf(idOrEmail) : List.of(idOrEmail);
    }

    private static Set<String> actions(Asked asked) {
        Set<String> actions = new TreeSet<>(ALL);
        if (asked.action() != null) {
            actions.retainAll(named(asked.action()));
        }
        if (asked.tableName() != null) {
            String table = known("tableName", asked.tableName(), AuditWords.TABLES);
            actions.removeIf(Predicate.not(action -> AuditWords.tableOf(action).equals(table)));
        }
        if (asked.operation() != null) {
            String operation = known("operation", asked.operation(), AuditWords.OPERATIONS);
            actions.removeIf(Predicate.not(action -> AuditWords.operationOf(action).equals(operation)));
        }
        return actions;
    }

    private static Set<String> named(String list) {
        Set<String> named = new TreeSet<>();
        for (String word : list.split(",", -1)) {
            String wanted = word.strip();
            Set<String> some = ALL.stream().filter(action -> wanted.endsWith(ALL_OF)
                    ? action.startsWith(wanted.substring(0, wanted.length() - 1))
                    : action.equals(wanted)).collect(Collectors.toSet());
            if (some.isEmpty()) {
                throw invalid("action").with("unknown", wanted);
            }
            named.addAll(some);
        }
        return named;
    }

    private static String known(String parameter, String typed, Set<String> words) {
        if (!words.contains(typed)) {
            throw invalid(parameter).with("allowed", words.stream().sorted().toList());
        }
        return typed;
    }

    private static Date time(String parameter, String typed) {
        Instant time = Times.parse(typed).orElseThrow(() -> invalid(parameter).with("expected", "an RFC 3339 time"));
        return Date.from(time);
    }

    private static Refusal invalid(String parameter) {
        return Refusal.of(ErrorCode.INVALID_PARAMETER).with("parameter", parameter);
    }
}
