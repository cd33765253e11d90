package dev.orgledger.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.orgledger.standalone.World.Person;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A right that was taken away while gateways ask for it without pause. */
class RemovedUnderLoadTest {

    private static final int GATEWAYS = 8;
    private static final int CHECKS_AROUND = 300;

    private final World world = World.shared();
    private final Person owner = world.person();
    private final String org = world.organization(owner);
    private final Person member = world.member(org, "admin");
    private final Queue<Check> checks = new ConcurrentLinkedQueue<>();

    private record Check(long asked, boolean allowed) {}

    /** Ends the right; answers with the position to read at. */
    private String takeAway(String how) {
        Api.Answer done = switch (how) {
            case "removed" -> owner.api().delete("/organization/members", "orgId", org, "email", member.email());
            case "lowered" -> owner.api().put("/organization/members",
                    Map.of("orgId", org, "email", member.email(), "role", "read"));
            case "key revoked" -> member.api().delete("/apikey", "keyId", keyId());
            default -> throw new IllegalArgumentException(how);
        };
        return done.expect(200).header("x-position");
    }

    private String keyId() {
        return member.api().get("/apikey").expect(200).data().get(0).path("id").asString();
    }

    @ParameterizedTest
    @ValueSource(strings = {"removed", "lowered", "key revoked"})
    void givenALoadOfChecksWhenARightEndsThenNoneIsAllowedOnceOneWasToldThePosition(String how) throws Exception {
        String subject = how.equals("key revoked") ? "keyId" : "userId";
        String id = how.equals("key revoked") ? keyId() : member.id();
        AtomicBoolean done = new AtomicBoolean();
        try (ExecutorService gateways = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < GATEWAYS; i++) {
                running.add(gateways.submit(() -> {
                    Api gateway = Api.at(world.service.baseUrl()).as(World.CHECK_KEY);
                    while (!done.get()) {
                        long asked = System.nanoTime();
                        checks.add(new Check(asked, allowed(gateway, subject, id)));
                    }
                }));
            }
            try {
                await().atMost(Duration.ofSeconds(20)).until(() -> checks.size() >= CHECKS_AROUND);
                String position = takeAway(how);
                assertThat(allowed(Api.at(world.service.baseUrl()).as(World.CHECK_KEY)
                        .header("x-min-position", position), subject, id)).isFalse();
                long told = System.nanoTime();
                await().atMost(Duration.ofSeconds(20)).until(() -> since(told).size() >= CHECKS_AROUND);
                done.set(true);
                for (Future<?> gateway : running) {
                    gateway.get();
                }

                assertThat(checks).as("before").anyMatch(Check::allowed);
                assertThat(since(told)).as("after").noneMatch(Check::allowed);
            } finally {
                done.set(true);
            }
        }
    }

    private List<Check> since(long told) {
        return checks.stream().filter(check -> check.asked() - told > 0).toList();
    }

    private boolean allowed(Api gateway, String subject, String id) {
        return gateway.get("/authorization/check", "orgId", org, "permission", "org.manage_members", subject, id)
                .expect(200).data().path("allowed").asBoolean();
    }
}
