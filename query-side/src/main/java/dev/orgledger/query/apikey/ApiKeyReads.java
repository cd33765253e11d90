package dev.orgledger.query.apikey;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.nin;
import static com.mongodb.client.model.Filters.or;

import java.time.Clock;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import dev.orgledger.edge.Admits.Who;
import dev.orgledger.edge.Admits;
import dev.orgledger.edge.Page;
import dev.orgledger.edge.RequestContext;
import dev.orgledger.edge.Requires;
import dev.orgledger.query.authorization.AccessState;
import dev.orgledger.query.platform.http.Found;
import dev.orgledger.query.platform.http.Reads;
import dev.orgledger.query.platform.kafka.KeyUsage;
import dev.orgledger.query.platform.mongo.Documents;
import dev.orgledger.query.platform.mongo.Shape;
import dev.orgledger.query.platform.mongo.Store;
import dev.orgledger.query.user.Persons;
import dev.orgledger.shared.envelope.PersonRecord;
import dev.orgledger.shared.role.Permission;

/** The caller's own keys, ended ones too; or those that reach an organization now. Never key material. */
@RestController
class ApiKeyReads {

    private final AccessState state;
    private final Store store;
    private final Persons people;
    private final KeyUsage usage;
    private final Clock clock;

    ApiKeyReads(AccessState state, Store store, Persons people, KeyUsage usage, Clock clock) {
        this.state = state;
        this.store = store;
        this.people = people;
        this.usage = usage;
        this.clock = clock;
    }

    @Requires(value = Permission.ORG_MANAGE_MEMBERS, onlyIfNamed = true)
    @Admits({Who.ONESELF, Who.PLATFORM})
    @GetMapping("/apikey")
    Map<String, Object> list(RequestContext context, Page page, @RequestParam(required = false) @Nullable String orgId,
            @RequestParam(required = false) @Nullable String userId) {
        Bson filter;
        String name;
        if (orgId == null) {
            String owner = Reads.oneself(context.principal(), userId);
            filter = eq("user_id", owner);
            name = "keys " + owner;
        } else {
            Reads.noNarrowedKey(context.principal());
            filter = reaching(orgId);
            name = "keys in " + orgId;
        }
        Found found = Found.of(store, Shape.KEYS_OF_USERS, filter, page, name);
        Set<String> owners = found.documents().stream().map(key -> key.getString("user_id"))
                .collect(Collectors.toSet());
        Map<String, PersonRecord> known = people.byIds(owners);
        return found.answer(page, key -> view(key, known, orgId));
    }

    private Bson reaching(String orgId) {
        Instant now = clock.instant();
        return and(in("user_id", state.membersOf(orgId, now)), nin("_id", state.cutOffKeysOf(orgId)),
                eq("revoked_at", null), or(eq("expires_at", null), gt("expires_at", Date.from(now))),
                or(eq("limited_to_orgs", null), eq("limited_to_orgs", orgId)));
    }

    private Map<String, Object> view(Document key, Map<String, PersonRecord> people, @Nullable String askedOrgId) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("id", key.getString("_id"));
        view.put("name", key.getString("name"));
        view.put("owner_email", Persons.emailOf(people, key.getString("user_id")));
        view.put("created_at", Documents.time(key, "created_at"));
        view.put("expires_at", Documents.time(key, "expires_at"));
        view.put("last_used_at", usage.lastUseOf(key.getString("_id")).orElse(null));
        view.put("limited_to_orgs", limits(key, askedOrgId));
        view.put("max_role", key.getString("max_role"));
        view.put("revoked_at", Documents.time(key, "revoked_at"));
        return view;
    }

    /** To the administrator of an organization the others that a key reaches must not exist: only the own one is named. */
    private static @Nullable List<String> limits(Document key, @Nullable String askedOrgId) {
        if (key.get("limited_to_orgs") == null) {
            return null;
        }
        return askedOrgId == null ? List.copyOf(key.getList("limited_to_orgs", String.class)) : List.of(askedOrgId);
    }
}
