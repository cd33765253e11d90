package dev.orgledger.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.orgledger.standalone.Api.Answer;

/** {@code kill -9} of everything in the middle of a stream of commands loses nothing that was answered with success. */
class KilledInTheMiddleTest {

    private static final int CLIENTS = 6;

    @Test
    void givenAStreamOfCommandsWhenKilledThenEveryAnsweredCommandIsInStoreTopicReadModelAndAudit(@TempDir Path data)
            throws Exception {
        Map<String, Long> answered = new ConcurrentHashMap<>();
        Map<String, String> keys = new ConcurrentHashMap<>();
        try (ChildProcess service = new ChildProcess(data)) {
            service.start();
            streamUntilKilled(service, answered, keys);
            service.start();

            for (Map.Entry<String, Long> each : answered.entrySet()) {
                Api owner = Api.at(service.base()).as(keys.get(each.getKey()));
                // One more command tells how far the store is, and its position makes the reads include all of that.
                long version = Long.parseLong(
                        owner.put("/organization", Map.of("orgId", each.getKey(), "name", "After the crash"))
                                .expect(200).header("x-org-version"));
                List<Long> all = LongStream.rangeClosed(1, version).boxed().toList();
                assertThat(version).as("the store holds what was answered").isGreaterThan(each.getValue());
                assertThat(owner.get("/organization", "orgId", each.getKey()).expect(200).header("x-org-version"))
                        .as("read model").isEqualTo(String.valueOf(version));
                assertThat(auditedVersions(owner, each.getKey())).as("audit log").isEqualTo(all.reversed());
                assertThat(Events.versionsOf("127.0.0.1:" + service.kafkaPort, each.getKey(), version))
                        .as("topic, in order, without gap or repeat").isEqualTo(all);
            }
        }
    }

    private static void streamUntilKilled(ChildProcess service, Map<String, Long> answered, Map<String, String> keys)
            throws Exception {
        Api platform = service.platform();
        AtomicInteger commands = new AtomicInteger();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < CLIENTS; i++) {
                String user = platform.post("/user", Map.of("email", "crash" + i + "@example.test")).expect(200)
                        .text("/id");
                String key = platform.post("/apikey", Map.of("name", "k", "userId", user)).expect(200).text("/key");
                Api owner = Api.at(service.base()).as(key);
                String org = owner.post("/organization", Map.of("name", "Crash " + i)).expect(200).text("/id");
                keys.put(org, key);
                threads.submit(() -> {
                    for (int n = 0;; n++) {
                        Answer answer = owner.put("/organization", Map.of("orgId", org, "name", "Name " + n));
                        if (answer.status() == 200) {
                            answered.put(org, Long.parseLong(answer.header("x-org-version")));
                            commands.incrementAndGet();
                        }
                    }
                });
            }
            Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> commands.get() > 600);
            service.kill();
        }
        assertThat(answered).hasSize(CLIENTS);
    }

    private static List<Long> auditedVersions(Api owner, String org) {
        List<Long> versions = new ArrayList<>();
        String cursor = "";
        do {
            Answer page = cursor.isEmpty()
                    ? owner.get("/organization/audit", "orgId", org, "limit", "100")
                    : owner.get("/organization/audit", "orgId", org, "limit", "100", "cursor", cursor);
            page.expect(200).data().valueStream().forEach(entry -> versions.add(entry.get("version").asLong()));
            cursor = page.text("/next_cursor");
        } while (!cursor.isEmpty());
        return versions;
    }
}
