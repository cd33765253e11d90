package dev.orgledger.command.webhook.delivery;

import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import dev.orgledger.command.platform.vault.EventMetadata;
import dev.orgledger.command.platform.vault.People;
import dev.orgledger.command.platform.vault.People.Person;
import dev.orgledger.shared.envelope.EventJson;

/**
 * Writes what is sent, contract section 9. People's addresses are looked up now, so that nothing that waits holds one, and
 * whoever was forgotten is told of no more.
 */
@Component
class Messages {

    static final String TEST = "test.ping";
    private static final String PERSON = "user_";

    private final JsonMapper json = EventJson.mapper();
    private final People people;

    Messages(People people) {
        this.people = people;
    }

    byte[] write(Due due) {
        Due.Event event = due.event();
        return event == null
                ? test(due.orgId(), due.eventId(), due.createdAt())
                : json.writeValueAsBytes(envelope(due.type(), event.at(), due.eventId(), due.orgId(), due.version(),
                        due.previousVersion(), data(event)));
    }

    byte[] test(String orgId, String messageId, Instant at) {
        return json.writeValueAsBytes(envelope(TEST, at, messageId, orgId, null, null, json.createObjectNode()));
    }

    private ObjectNode envelope(String type, Instant at, String id, String orgId, @Nullable Long version,
            @Nullable Long previousVersion, ObjectNode data) {
        ObjectNode envelope = json.createObjectNode();
        envelope.put("type", type);
        envelope.put("timestamp", at.toString());
        envelope.put("id", id);
        envelope.put("org_id", orgId);
        envelope.put("version", version);
        envelope.put("previous_version", previousVersion);
        envelope.set("data", data);
        return envelope;
    }

    private ObjectNode data(Due.Event event) {
        ObjectNode data = (ObjectNode) json.readTree(event.payload());
        JsonNode metadata = json.readTree(event.metadata());
        String actorId = text(metadata, EventMetadata.ACTOR_ID);
        Collection<String> ids = new TreeSet<>();
        collect(data, ids);
        if (actorId != null) {
            ids.add(actorId);
        }
        Map<String, Person> known = people.byIds(ids);
        ObjectNode actor = data.putObject("actor");
        actor.put("type", text(metadata, EventMetadata.ACTOR_TYPE));
        actor.put("id", actorId);
        actor.put("apikey_id", text(metadata, EventMetadata.ACTOR_KEY));
        actor.put("email", actorId == null ? null : email(known, actorId));
        ArrayNode named = data.putArray("people");
        ids.forEach(id -> named.addObject().put("id", id).put("email", email(known, id)));
        return data;
    }

    private static void collect(JsonNode node, Collection<String> ids) {
        if (node.isString() && node.asString().startsWith(PERSON)) {
            ids.add(node.asString());
        }
        node.forEach(inner -> collect(inner, ids));
    }

    private static @Nullable String email(Map<String, Person> known, String personId) {
        Person person = known.get(personId);
        return person == null ? null : person.email();
    }

    private static @Nullable String text(JsonNode object, String name) {
        JsonNode value = object.get(name);
        return value == null || value.isNull() ? null : value.asString();
    }
}
