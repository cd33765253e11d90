package dev.orgledger.examples;

import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;

import dev.orgledger.shared.role.Decision;

/** Prints one decision: what a gateway would do on every request, with a follower that it keeps. */
public final class DecisionService {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private DecisionService() {
    }

    /** Exit code 0 for allowed, 1 for denied, 2 where it cannot tell. */
    public static void main(String[] arguments) throws InterruptedException {
        System.exit(run(System.out, arguments));
    }

    static int run(PrintStream out, String... arguments) throws InterruptedException {
        if (arguments.length != 4) {
            out.println("usage: <bootstrap servers> <orgId> <userId or keyId> <permission>");
            return 2;
        }
        Clock clock = Clock.systemUTC();
        try (AccessFollower access = AccessFollower.start(Map.of("bootstrap.servers", arguments[0]), clock)) {
            access.await(clock.instant(), PATIENCE);
            Decision decision = arguments[2].startsWith("key_")
                    ? access.decideForKey(arguments[1], arguments[2], arguments[3])
                    : access.decideForUser(arguments[1], arguments[2], arguments[3]);
            out.println(sentence(decision));
            return decision.allowed() ? 0 : 1;
        } catch (AccessFollower.KnowledgeTooOld e) {
            out.println("cannot tell: " + (e.getCause() == null ? e.getMessage() : e.getCause().getMessage()));
            return 2;
        }
    }

    private static String sentence(Decision decision) {
        return switch (decision) {
            case Decision.Allowed(var role, var event) -> "allowed as " + role.word() + ", granted by event " + event;
            case Decision.Denied(var reason, var role) ->
                "denied: " + reason.word() + (role == null ? "" : ", as " + role.word());
        };
    }
}
