package dev.orgledger.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.LongStream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.http.ResponseEntity;

import io.micrometer.core.instrument.MeterRegistry;

import dev.orgledger.command.member.MemberCommand.ProvisionMember;
import dev.orgledger.command.organization.OrganizationCommand.CreateOrganization;
import dev.orgledger.command.platform.dispatch.Command;
import dev.orgledger.command.platform.dispatch.Commands;
import dev.orgledger.command.platform.dispatch.Commands.Call;
import dev.orgledger.command.user.UserCommand.EraseUser;
import dev.orgledger.command.user.UserCommand.RegisterUser;
import dev.orgledger.command.user.UserCommand.Registered;
import dev.orgledger.command.value.EmailAddress;
import dev.orgledger.command.value.OrganizationName;
import dev.orgledger.edge.RequestContext;
import dev.orgledger.shared.refusal.ErrorCode;
import dev.orgledger.shared.role.Principal;
import dev.orgledger.shared.role.Role;
import dev.orgledger.store.Notebook.Insist;
import dev.orgledger.store.Notebook.Rename;

/** Two processes on one store, each with a cache that does not know of the other. */
class TwoCommandSidesTest extends StoreTest {

    private static final Principal PLATFORM = new Principal.Platform();

    private static ConfigurableApplicationContext other;

    @BeforeAll
    static void startTheOther() {
        other = new SpringApplicationBuilder(StoreApplication.class).properties("server.port=0").run(
                "--spring.datasource.url=" + TestStore.server().jdbcUrl(),
                "--spring.datasource.username=" + TestStore.server().user(),
                "--spring.datasource.password=" + TestStore.server().password(), "--orgledger.data=" + TestStore.DATA);
    }

    @AfterAll
    static void stopTheOther() {
        other.close();
    }

    @Test
    void givenRacingCommandsThenAllSucceedWithoutAGap() throws Exception {
        open("Books");
        int each = 40;
        List<Future<ResponseEntity<?>>> answers = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            for (int i = 0; i < 2 * each; i++) {
                Commands side = i % 2 == 0 ? commands : other.getBean(Commands.class);
                Rename command = new Rename(orgId, "Name " + i, ANNA);
                answers.add(threads.submit(() -> side.send(call(), command, before -> body("before", before))));
            }
        }

        List<Long> versions = new ArrayList<>();
        List<Long> positions = new ArrayList<>();
        for (Future<ResponseEntity<?>> answer : answers) {
            versions.add(Long.valueOf(version(answer.get(20, TimeUnit.SECONDS))));
            positions.add(position(answer.get()));
        }
        assertThat(versions).containsExactlyInAnyOrderElementsOf(
                LongStream.rangeClosed(3, 2 + 2 * each).boxed().toList());
        assertThat(positions).doesNotHaveDuplicates();
        assertThat(jdbc.sql("SELECT sequence_number FROM domain_event_entry WHERE aggregate_identifier = ? "
                + "ORDER BY global_index").param(orgId).query(Long.class).list())
                .isEqualTo(LongStream.range(0, 2 + 2 * each).boxed().toList());
        assertThat(counted("orgledger.command.conflicts")).as("races that were lost, and seen").isPositive()
                .isEqualTo(counted("orgledger.command.retries", "reason", "conflict"));
    }

    private static double counted(String name, String... tags) {
        return other.getBean(MeterRegistry.class).get(name).tags(tags).counter().count();
    }

    @Test
    void givenAStaleCacheWhenAWishSeemsFulfilledThenItIsDecidedOnTheStore() {
        open("Books");
        renameBehindTheCache("Papers");

        ResponseEntity<?> answer = rename(call(), "Books");

        assertThat(version(answer)).isEqualTo("4");
        assertThat(events()).isEqualTo(4);
    }

    @Test
    void givenAStaleCacheWhenItRefusesThenItIsDecidedOnTheStore() {
        open("Books");
        renameBehindTheCache("Papers");

        send(call(), new Insist(orgId, "Papers", ANNA));
        refused(ErrorCode.OWNER_ROLE_FIXED, () -> send(call(), new Insist(orgId, "Books", ANNA)));
    }

    @Test
    void givenAStaleCacheWhenAPersonIsErasedThenAMembershipThatItDoesNotKnowOfEndsToo() {
        Principal host = new Principal.User(register("host"));
        String gone = register("gone");
        send(commands, host, new CreateOrganization(orgId, new OrganizationName("Books"), null, null, null, host));
        assertThat(aggregateCache.containsKey(orgId)).isTrue();
        send(other.getBean(Commands.class), PLATFORM, new ProvisionMember(orgId, address("gone"), Role.READ, null,
                PLATFORM));

        send(commands, PLATFORM, new EraseUser(gone, PLATFORM));

        assertThat(jdbc.sql("SELECT payload_type FROM domain_event_entry WHERE aggregate_identifier = ? "
                + "ORDER BY sequence_number DESC LIMIT 1").param(orgId).query(String.class).single())
                .isEqualTo("member.removed");
        assertThat(jdbc.sql("SELECT count(*) FROM membership WHERE person_id = ?").param(gone).query(Long.class)
                .single()).isZero();
    }

    private String register(String name) {
        return ((Registered) send(commands, PLATFORM,
                new RegisterUser(address(name), null, null, null, false, PLATFORM))).userId();
    }

    private EmailAddress address(String name) {
        return new EmailAddress(name + "." + orgId + "@example.org");
    }

    private static Object send(Commands side, Principal by, Command command) {
        AtomicReference<Object> result = new AtomicReference<>();
        side.send(new Call(new RequestContext(by, "request-1", "203.0.113.7", null), "", null, null), command, made -> {
            result.set(made);
            return body("made", "it");
        });
        return result.get();
    }

    private void renameBehindTheCache(String name) {
        assertThat(aggregateCache.containsKey(orgId)).isTrue();
        other.getBean(Commands.class).send(call(), new Rename(orgId, name, ANNA), before -> body("before", before));
    }
}
