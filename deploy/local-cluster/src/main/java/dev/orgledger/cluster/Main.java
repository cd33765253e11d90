package dev.orgledger.cluster;

import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * What {@code deploy/cluster} runs: starts a cluster, restarts the services of one that runs, one by one, or prepares quick
 * starts.
 */
final class Main {

    private static final Duration UNTIL_AGAIN = Duration.ofMinutes(3);
    private static final Duration UNTIL_STOPPED = Duration.ofMinutes(2);
    private static volatile boolean stopping;

    private Main() {
    }

    /** {@code start|restart|prepare <data folder> <project> [--port=…] [--kafka-port=…] [--property=value …]}. */
    public static void main(String[] arguments) {
        Path data = Path.of(arguments[1]);
        try {
            if (arguments[0].equals("restart")) {
                restart(data);
            } else if (arguments[0].equals("prepare")) {
                prepare(new Settings(data, Path.of(arguments[2]), 0, 0, Map.of()));
            } else {
                start(settings(data, Path.of(arguments[2]), List.of(arguments).subList(3, arguments.length)));
            }
        } catch (RuntimeException e) {
            if (!stopping) {
                System.err.println("deploy/cluster: " + e.getMessage());
                System.exit(1);
            }
        }
    }

    private static void prepare(Settings settings) {
        if (!LocalCluster.learnToStart(settings)) {
            throw new IllegalStateException("the JVM wrote nothing down; " + settings.data() + "/logs may say why");
        }
    }

    private static Settings settings(Path data, Path project, List<String> options) {
        Map<String, String> properties = new HashMap<>();
        for (String option : options) {
            String[] parts = option.split("=", 2);
            if (!option.startsWith("--") || parts.length != 2) {
                throw new ClusterRefused(option + " is no option.", "Options look like --port=8080.");
            }
            properties.put(parts[0].substring(2), parts[1]);
        }
        int port = Integer.parseInt(properties.getOrDefault("port", "8080"));
        int kafkaPort = Integer.parseInt(properties.getOrDefault("kafka-port", "9092"));
        properties.keySet().removeAll(List.of("port", "kafka-port"));
        return new Settings(data, project, port, kafkaPort, properties);
    }

    private static void start(Settings settings) {
        Thread starting = Thread.currentThread();
        AtomicReference<LocalCluster> started = new AtomicReference<>();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            stopping = true;
            if (started.get() == null) {
                // Whoever still starts it stops what there is of it, or comes to an end after all.
                starting.interrupt();
                Waiting.until(() -> !starting.isAlive(), UNTIL_STOPPED, () -> "It does not stop");
            }
            LocalCluster running = started.get();
            if (running != null) {
                running.close();
            }
        }, "stop"));
        LocalCluster cluster = LocalCluster.start(settings);
        started.set(cluster);
        cluster.watch();
        greet(cluster, settings.properties().containsKey("orgledger.platform-key"));
    }

    /** Asks each service to stop; the process that watches them starts it again. */
    private static void restart(Path data) {
        for (String service : List.of("command-1", "query-1", "command-2", "query-2")) {
            long before = pid(data, service);
            System.out.println("Restarting " + service + " …");
            ProcessHandle.of(before).ifPresent(ProcessHandle::destroy);
            Waiting.until(() -> alive(data, service).filter(pid -> pid != before).isPresent() && ready(data, service),
                    UNTIL_AGAIN, () -> service + " did not come back; see " + data.resolve("logs"));
        }
        System.out.println("All four were restarted.");
    }

    private static boolean ready(Path data, String service) {
        return Files.exists(data.resolve("run").resolve(service + ".ready"));
    }

    private static long pid(Path data, String service) {
        return alive(data, service).orElseThrow(() -> new ClusterRefused("No cluster runs on " + data + ".",
                "Start one with deploy/cluster."));
    }

    private static Optional<Long> alive(Path data, String service) {
        Path file = data.resolve("run").resolve(service + ".pid");
        try {
            return Files.exists(file)
                    ? Optional.of(Long.parseLong(Files.readString(file).strip()))
                            .filter(pid -> ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent())
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Note: printed and never logged; the key itself only where a terminal shows it, not where a file keeps it. */
    private static void greet(LocalCluster cluster, boolean configured) {
        Console console = System.console();
        boolean terminal = console != null && console.isTerminal();
        Path here = Path.of("").toAbsolutePath();
        Path file = cluster.data().resolve("secrets/platform-key");
        Path keyFile = file.startsWith(here) ? here.relativize(file) : file;
        String key = configured
                ? "the one you configured"
                : terminal ? cluster.platformKey() : "kept in " + keyFile;
        System.out.println("""

                The cluster is ready.

                  Address        %1$s   (nginx, in front of two command sides and two query sides)
                  API page       %1$s/swagger-ui.html
                  Kafka          %2$s
                  Platform key   %3$s
                  Processes      their ids in %4$s/run, what they say in %4$s/logs

                  deploy/cluster restart    restarts the services one by one, without a request that fails

                Ctrl-C stops everything.
                """.formatted(cluster.baseUrl(), cluster.kafkaBootstrap(), key,
                cluster.data().startsWith(here) ? here.relativize(cluster.data()) : cluster.data()));
    }
}
