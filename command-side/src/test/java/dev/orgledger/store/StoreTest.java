package dev.orgledger.store;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.Map;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.axonframework.common.caching.Cache;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import dev.orgledger.command.platform.dispatch.Command;
import dev.orgledger.command.platform.dispatch.Commands;
import dev.orgledger.command.platform.dispatch.Commands.Call;
import dev.orgledger.command.platform.vault.Personal;
import dev.orgledger.edge.RequestContext;
import dev.orgledger.shared.envelope.Ids;
import dev.orgledger.shared.refusal.ErrorCode;
import dev.orgledger.shared.refusal.Refusal;
import dev.orgledger.shared.role.Principal;
import dev.orgledger.store.Notebook.Open;
import dev.orgledger.store.Notebook.Rename;

/** A command side without its web, on a real PostgreSQL. */
@SpringBootTest(classes = StoreApplication.class)
abstract class StoreTest {

    static final Principal ANNA = new Principal.User("user_anna");
    static final RequestContext BY_ANNA = new RequestContext(ANNA, "request-1", "203.0.113.7", "curl/8.5");

    @Autowired
    Commands commands;
    @Autowired
    JdbcClient jdbc;
    @Autowired
    Cache aggregateCache;

    final String orgId = Ids.organization();

    @DynamicPropertySource
    static void store(DynamicPropertyRegistry registry) {
        TestStore.properties(registry);
    }

    static Call call() {
        return new Call(BY_ANNA, "", null, null);
    }

    static Call call(String key, String request) {
        return new Call(BY_ANNA, request, key, null);
    }

    ResponseEntity<Map<String, Object>> open(String name) {
        return send(call(), new Open(orgId, name, Personal.about("user_anna"), ANNA));
    }

    ResponseEntity<Map<String, Object>> rename(Call call, String name) {
        return send(call, new Rename(orgId, name, ANNA));
    }

    ResponseEntity<Map<String, Object>> send(Call call, Command command, String... secrets) {
        return commands.answer(call, () -> commands.send(call, command, result -> body("before", result), secrets));
    }

    static Map<String, Object> body(String name, Object value) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("status", "OK");
        body.put(name, value);
        return body;
    }

    static long position(ResponseEntity<?> answer) {
        return Long.parseLong(answer.getHeaders().getFirst("x-position").substring(1));
    }

    static String version(ResponseEntity<?> answer) {
        return answer.getHeaders().getFirst("x-org-version");
    }

    static void refused(ErrorCode code, ThrowingCallable work) {
        assertThatThrownBy(work).isInstanceOfSatisfying(Refusal.class,
                refusal -> org.assertj.core.api.Assertions.assertThat(refusal.code()).isEqualTo(code));
    }

    long events() {
        return jdbc.sql("SELECT count(*) FROM domain_event_entry WHERE aggregate_identifier = ?").param(orgId)
                .query(Long.class).single();
    }
}
