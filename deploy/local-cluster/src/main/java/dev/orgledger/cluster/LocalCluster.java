package dev.orgledger.cluster;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import dev.orgledger.embedded.DataFolder;
import dev.orgledger.embedded.FolderRefused;
import dev.orgledger.embedded.ServersFile;

/**
 * The cluster: {@code postgres}, {@code kafka}, {@code documents}, {@code command-1}, {@code command-2}, {@code query-1},
 * {@code query-2} and {@code gateway}. Closed in the opposite order.
 */
public final class LocalCluster implements AutoCloseable {

    private static final int NODES = 2;

    private final DataFolder held;
    private final Folders folders;
    private final Map<String, Part> parts = new LinkedHashMap<>();
    private final Map<String, URI> addresses = new LinkedHashMap<>();
    private final PostgresPart postgres;
    private final int port;
    private final int kafkaPort;
    private final int documentsPort;
    private final Map<String, String> properties;
    private final JavaParts java;
    private @Nullable Watch watch;

    private LocalCluster(Settings settings, StartCaches caches) {
        this.held = hold(settings.data());
        this.folders = Folders.of(held.path(), settings.project().toAbsolutePath());
        this.java = new JavaParts(folders, caches);
        this.port = settings.port() == 0 ? Ports.free() : settings.port();
        this.kafkaPort = settings.kafkaPort() == 0 ? Ports.free() : settings.kafkaPort();
        this.documentsPort = Ports.free();
        this.properties = settings.properties();
        this.postgres = new PostgresPart(folders, Ports.free());
    }

    /** Starts all of it; ready when this returns. */
    public static LocalCluster start(Settings settings) {
        LocalCluster cluster = new LocalCluster(settings, StartCaches.USED);
        try {
            cluster.startAll();
            return cluster;
        } catch (RuntimeException e) {
            cluster.close();
            throw e;
        }
    }

    /**
     * Runs a cluster for a while, from which the JVM learns to start its services quickly, and ends it.
     *
     * @return whether it learnt to start both
     */
    static boolean learnToStart(Settings settings) {
        LocalCluster cluster = new LocalCluster(settings, StartCaches.LEARNT);
        try {
            cluster.startAll();
            Rehearsal.at(cluster);
        } finally {
            cluster.close();
        }
        return StartCaches.keep(cluster.folders, "command")
                & StartCaches.keep(cluster.folders, "query");
    }

    private static DataFolder hold(Path data) {
        try {
            return DataFolder.hold(data);
        } catch (FolderRefused e) {
            throw new ClusterRefused(String.valueOf(e.getMessage()), e.advice());
        }
    }

    private void startAll() {
        Leftovers.stop(folders);
        if (Ports.listens(port)) {
            throw new ClusterRefused("Port " + port + " is in use by another program.",
                    "Stop that program, or choose another port with --port=<port>.");
        }
        List<Integer> commands = ports();
        List<Integer> queries = ports();
        ChildPart gateway = add(Gateway.on(port, folders, commands, queries));
        List<ChildPart> servers = List.of(add(java.server("kafka", kafkaPort, "-Xmx192m")),
                add(java.server("documents", documentsPort, "-Xmx256m")));
        servers.forEach(ChildPart::launch);
        parts.put(postgres.name(), postgres);
        postgres.start();
        servers.forEach(ChildPart::awaitReady);
        tellAddresses();

        List<ChildPart> services = new ArrayList<>();
        for (int node = 0; node < NODES; node++) {
            services.add(add(service("command", node + 1, commands.get(node), commandSettings())));
            services.add(add(service("query", node + 1, queries.get(node), querySettings())));
        }
        services.forEach(ChildPart::launch);
        services.forEach(ChildPart::awaitReady);
        gateway.start();
    }

    private void tellAddresses() {
        Map<String, String> addresses = new HashMap<>(commandSettings());
        addresses.put("spring.kafka.bootstrap-servers", kafkaBootstrap());
        addresses.put("spring.mongodb.uri", mongoUri());
        addresses.replaceAll(properties::getOrDefault);
        ServersFile.write(folders.data(), addresses);
    }

    private ChildPart add(ChildPart part) {
        parts.put(part.name(), part);
        return part;
    }

    private static List<Integer> ports() {
        return Stream.generate(Ports::free).distinct().limit(NODES).toList();
    }

    private ChildPart service(String side, int number, int at, Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(settings);
        all.put("server.address", Ports.LOOPBACK);
        all.put("server.port", Integer.toString(at));
        all.put("orgledger.data", folders.data().toString());
        all.put("orgledger.trusted-proxies", Ports.LOOPBACK);
        all.put("orgledger.console-url", baseUrl().toString());
        all.put("spring.kafka.bootstrap-servers", kafkaBootstrap());
        all.putAll(properties);
        ChildPart service = java.service(side, number, at, all);
        addresses.put(service.name(), URI.create("http://" + Ports.LOOPBACK + ":" + at));
        return service;
    }

    private Map<String, String> commandSettings() {
        return Map.of("spring.datasource.url", postgres.server().jdbcUrl(), "spring.datasource.username",
                postgres.server().user(), "spring.datasource.password", postgres.server().password());
    }

    private Map<String, String> querySettings() {
        return Map.of("spring.mongodb.uri", mongoUri(), "orgledger.command-url", baseUrl().toString());
    }

    /** Starts again, from now on, whatever ends by itself, and tells of it. */
    public void watch() {
        if (watch == null) {
            watch = new Watch(List.copyOf(parts.values()));
        }
    }

    /** Restarts both nodes of both sides, one after the other, each when the one before is ready again. */
    public void restartOneByOne() {
        for (Part service : services()) {
            service.stop();
            service.start();
        }
    }

    /** The nodes of both sides. */
    public List<Part> services() {
        return parts.values().stream()
                .filter(part -> part.name().startsWith("command-") || part.name().startsWith("query-")).toList();
    }

    /** All of it. */
    public List<Part> parts() {
        return List.copyOf(parts.values());
    }

    /** Where that node answers, past the gateway. */
    public URI addressOf(Part service) {
        URI address = addresses.get(service.name());
        if (address == null) {
            throw new IllegalArgumentException("no service: " + service.name());
        }
        return address;
    }

    /** That part, such as {@code kafka}. */
    public Part part(String name) {
        Part part = parts.get(name);
        if (part == null) {
            throw new IllegalArgumentException("no part: " + name);
        }
        return part;
    }

    /** The gateway's address, without a slash at the end. */
    public URI baseUrl() {
        return URI.create("http://localhost:" + port);
    }

    /** What a Kafka client takes for {@code bootstrap.servers}. */
    public String kafkaBootstrap() {
        return Ports.LOOPBACK + ":" + kafkaPort;
    }

    /** What a driver connects to the document store with. */
    public String mongoUri() {
        return "mongodb://" + Ports.LOOPBACK + ":" + documentsPort + "/orgledger";
    }

    /** The data folder. */
    public Path data() {
        return folders.data();
    }

    /** The operator's credential. A secret. */
    public String platformKey() {
        String configured = properties.get("orgledger.platform-key");
        return configured != null
                ? configured.split(",")[0].strip()
                : held.platformKey().orElseThrow(() -> new IllegalStateException("No platform key was made"));
    }

    /** Stops everything in order; also what has been started of a cluster that did not become one. */
    @Override
    public synchronized void close() {
        if (watch != null) {
            watch.close();
        }
        Part gateway = parts.get("gateway");
        if (gateway != null) {
            gateway.stop();
        }
        Optional<Throwable> failure = Stops.atOnce(services().stream().<Runnable>map(part -> part::stop).toList());
        Stream.of("documents", "kafka", "postgres").map(parts::get).filter(Objects::nonNull).forEach(Part::stop);
        ServersFile.remove(folders.data());
        held.close();
        failure.ifPresent(thrown -> {
            throw new IllegalStateException("a service did not stop in order", thrown);
        });
    }
}
