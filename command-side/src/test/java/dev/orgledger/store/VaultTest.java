package dev.orgledger.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Map;

import org.axonframework.eventsourcing.eventstore.EventStore;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import tools.jackson.databind.json.JsonMapper;

import dev.orgledger.command.platform.dispatch.Commands.Call;
import dev.orgledger.command.platform.vault.Personal;
import dev.orgledger.edge.RequestContext;
import dev.orgledger.shared.role.Principal;
import dev.orgledger.store.Notebook.Open;

class VaultTest extends StoreTest {

    private static final String ADDRESS = "billing@example.org";

    @Autowired
    EventStore store;
    @Autowired
    JsonMapper json;

    @Test
    void givenPersonalValuesWhenStoredThenNoneIsInTheRowOfTheEvent() {
        send(call(), new Open(orgId, "Books", Personal.about("user_bert").with("management_email.new", ADDRESS), ANNA));

        List<String> rows = jdbc
                .sql("SELECT convert_from(payload, 'UTF8') || convert_from(meta_data, 'UTF8') || e::text "
                        + "FROM domain_event_entry e WHERE aggregate_identifier = ?")
                .param(orgId).query(String.class).list();

        assertThat(rows).hasSize(2).noneMatch(row -> row.contains(ADDRESS) || row.contains("203.0.113.7")
                || row.contains("curl") || row.contains("user_bert"));
    }

    @Test
    void givenPersonalValuesWhenStoredThenTheVaultHasThemAndTheEventCommitsToThem() throws Exception {
        send(call(), new Open(orgId, "Books", Personal.about("user_bert").with("management_email.new", ADDRESS), ANNA));

        var event = store.readEvents(orgId).next();
        Map<?, ?> commitments = (Map<?, ?>) event.getMetaData().get("commitments");
        Map<String, Map<String, Object>> rows = rows(event.getIdentifier());

        assertThat(values(rows.get("user_bert"))).isEqualTo(Map.of("management_email.new", ADDRESS));
        assertThat(values(rows.get("user_anna")))
                .isEqualTo(Map.of("actor.ip", "203.0.113.7", "actor.user_agent", "curl/8.5"));
        assertThat(commitments.keySet()).map(Object::toString).containsExactlyInAnyOrder("actor.ip",
                "actor.user_agent", "management_email.new");
        assertThat(commitments.get("management_email.new"))
                .isEqualTo(commitment(rows.get("user_bert"), "management_email.new", ADDRESS));
    }

    @Test
    void givenThePlatformWhenItActsThenItsAddressIsKeptUnderNobodysName() {
        Principal platform = new Principal.Platform();
        RequestContext context = new RequestContext(platform, "request-2", "203.0.113.9", "curl/8.5");

        send(new Call(context, "", null, null), new Open(orgId, "Books", Personal.about("user_bert"), platform));

        var event = store.readEvents(orgId).next();
        var rows = rows(event.getIdentifier());
        assertThat(rows.keySet()).containsExactly("platform");
        assertThat(values(rows.get("platform")))
                .isEqualTo(Map.of("actor.ip", "203.0.113.9", "actor.user_agent", "curl/8.5"));
        assertThat(event.getMetaData()).containsOnlyKeys("actor_type", "request_id", "commitments")
                .contains(Map.entry("actor_type", "platform"), Map.entry("request_id", "request-2"));
    }

    private Map<String, Map<String, Object>> rows(String eventId) {
        return jdbc.sql("SELECT person_id, salt, values::text FROM event_personal WHERE event_id = ?").param(eventId)
                .query().listOfRows().stream()
                .collect(java.util.stream.Collectors.toMap(row -> (String) row.get("person_id"), row -> row));
    }

    private Map<?, ?> values(Map<String, Object> row) {
        return json.readValue((String) row.get("values"), Map.class);
    }

    private static String commitment(Map<String, Object> row, String name, String value) throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        digest.update(Base64.getUrlDecoder().decode((String) row.get("salt")));
        digest.update((name + "\0" + value).getBytes(StandardCharsets.UTF_8));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(digest.digest());
    }
}
