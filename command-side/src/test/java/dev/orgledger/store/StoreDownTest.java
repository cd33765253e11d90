package dev.orgledger.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

import dev.orgledger.command.platform.dispatch.Commands;
import dev.orgledger.command.platform.vault.Personal;
import dev.orgledger.embedded.PostgresServer;
import dev.orgledger.shared.refusal.ErrorCode;
import dev.orgledger.shared.refusal.Refusal;
import dev.orgledger.store.Notebook.Open;
import dev.orgledger.store.Notebook.Rename;

class StoreDownTest {

    private static final String ORG = "org_down";

    @TempDir
    Path folder;

    @Test
    void givenTheStoreIsDownThen503SoonAndAllIsWellWhenItIsBack() {
        PostgresServer first = PostgresServer.start(folder, 0);
        try (ConfigurableApplicationContext context = new SpringApplicationBuilder(StoreApplication.class).run(
                "--server.port=0", "--spring.datasource.url=" + first.jdbcUrl(),
                "--spring.datasource.username=" + first.user(), "--spring.datasource.password=" + first.password(),
                "--orgledger.data=" + folder)) {
            Commands commands = context.getBean(Commands.class);
            commands.send(StoreTest.call(), new Open(ORG, "Books", Personal.about("user_anna"), StoreTest.ANNA),
                    result -> StoreTest.body("before", "-"));
            first.close();

            Instant asked = Instant.now();
            for (String key : new String[]{"key", null}) {
                Commands.Call call = new Commands.Call(StoreTest.BY_ANNA, "PUT", key, null);
                assertThatThrownBy(() -> commands.answer(call, () -> rename(commands, call)))
                        .isInstanceOfSatisfying(Refusal.class, refusal -> {
                            assertThat(refusal.code()).isEqualTo(ErrorCode.STORE_UNAVAILABLE);
                            assertThat(refusal.retryAfter()).isNotNull();
                        });
            }
            assertThat(Duration.between(asked, Instant.now())).isLessThan(Duration.ofSeconds(10));

            try (PostgresServer second = PostgresServer.start(folder, first.port())) {
                Awaitility.await().atMost(Duration.ofSeconds(20)).ignoreExceptions()
                        .until(() -> rename(commands, StoreTest.call()).getStatusCode().is2xxSuccessful());
                assertThat(second.port()).isEqualTo(first.port());
            }
        } finally {
            first.close();
        }
    }

    private static org.springframework.http.ResponseEntity<java.util.Map<String, Object>> rename(Commands commands,
            Commands.Call call) {
        return commands.send(call, new Rename(ORG, "Papers", StoreTest.ANNA),
                before -> StoreTest.body("before", before));
    }
}
