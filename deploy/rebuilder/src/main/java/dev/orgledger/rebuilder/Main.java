package dev.orgledger.rebuilder;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.jspecify.annotations.Nullable;

import com.mongodb.ConnectionString;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;

import dev.orgledger.query.platform.mongo.RebuildRefused;
import dev.orgledger.query.platform.mongo.Rebuilding;
import dev.orgledger.query.platform.rebuild.Rebuild;
import dev.orgledger.query.platform.rebuild.RebuildContext;
import dev.orgledger.query.platform.rebuild.RebuildProgress;
import dev.orgledger.query.platform.rebuild.RebuildProgress.Stage;

/** What {@code deploy/rebuild} runs. Exit code 1 where it could not be done, 2 where it was not understood. */
public final class Main {

    private static final long BETWEEN_LINES_SECONDS = 1;
    private static final double MILLIS = 1_000;
    private static final String DEFAULT_DATABASE = "orgledger";

    private Main() {
    }

    /** {@code <data folder> [all|PART …] [--from=kafka|store]}, or {@code <data folder> state}. */
    public static void main(String[] arguments) throws Exception {
        try {
            perform(arguments);
        } catch (IllegalArgumentException e) {
            System.err.println("deploy/rebuild: " + e.getMessage());
            System.exit(2);
        } catch (RebuildRefused e) {
            System.err.println("deploy/rebuild: " + e.getMessage() + ".");
            System.exit(1);
        }
    }

    static void perform(String... arguments)
            throws SQLException, InterruptedException, IOException, ExecutionException {
        if (arguments.length == 0) {
            throw new IllegalArgumentException("the data folder is missing, which comes before " + Wish.WORDS);
        }
        Wish wish = Wish.of(List.of(arguments).subList(1, arguments.length));
        run(wish, new ServerAddresses(Path.of(arguments[0])), Rebuilding.GRACE);
    }

    /** @param grace how long to leave the former documents */
    static void run(Wish wish, ServerAddresses servers, Duration grace)
            throws SQLException, InterruptedException, IOException, ExecutionException {
        if (wish.isState()) {
            try (Connection connection = connect(servers)) {
                state(StateRequest.make(connection));
            }
        } else if (wish.fromStore()) {
            try (Connection connection = connect(servers)) {
                rebuild(wish, servers, new StorePast(connection), grace);
            }
        } else {
            rebuild(wish, servers, null, grace);
        }
    }

    private static Connection connect(ServerAddresses servers) throws SQLException {
        return DriverManager.getConnection(servers.get("spring.datasource.url"),
                servers.environment().getProperty("spring.datasource.username"),
                servers.environment().getProperty("spring.datasource.password"));
    }

    private static void rebuild(Wish wish, ServerAddresses servers, @Nullable StorePast past, Duration grace)
            throws InterruptedException, ExecutionException {
        servers.get("spring.kafka.bootstrap-servers");
        ConnectionString uri = new ConnectionString(servers.get("spring.mongodb.uri"));
        try (MongoClient client = MongoClients.create(uri);
                RebuildContext context = new RebuildContext(servers.environment(),
                        client.getDatabase(uri.getDatabase() == null ? DEFAULT_DATABASE : uri.getDatabase()),
                        Clock.systemUTC())) {
            Rebuild rebuild = context.rebuild();
            CompletableFuture<Void> running = CompletableFuture.runAsync(() -> {
                try {
                    rebuild.run(wish.parts(), past, grace);
                } catch (InterruptedException e) {
                    throw new CompletionException(e);
                }
            }, task -> Thread.ofPlatform().name("rebuild").start(task));
            watch(running, rebuild.progress());
        }
    }

    private static void watch(CompletableFuture<Void> running, RebuildProgress progress)
            throws InterruptedException, ExecutionException {
        Screen screen = new Screen(System.out, "events");
        while (!ended(running) && progress.stage().compareTo(Stage.SWITCHED) < 0) {
            screen.show(progress.stage() == Stage.BUILDING ? "Building" : "Catching up", progress.events(),
                    progress.total());
        }
        Duration took = progress.took();
        screen.say(String.format(Locale.ROOT, "Built %d events in %.1f s. The new documents are the current ones.",
                progress.events(), took.toMillis() / MILLIS));
        screen.say("Leaving the former ones for a moment to reads that are under way …");
        running.join();
        screen.say("Done.");
    }

    private static boolean ended(CompletableFuture<Void> running) throws InterruptedException, ExecutionException {
        try {
            running.get(BETWEEN_LINES_SECONDS, TimeUnit.SECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RebuildRefused refused) {
                throw refused;
            }
            throw e;
        }
    }

    private static void state(StateRequest request) throws SQLException, InterruptedException {
        Screen screen = new Screen(System.out, "organizations, users and keys");
        for (StateRequest.Progress now = request.progress(); !now.finished(); now = request.progress()) {
            if (now.total() == 0) {
                screen.say("Waiting for the command side that forwards …");
            } else {
                screen.show("Publishing", now.done(), now.total());
            }
            TimeUnit.SECONDS.sleep(BETWEEN_LINES_SECONDS);
        }
        screen.say("Published again.");
    }
}
