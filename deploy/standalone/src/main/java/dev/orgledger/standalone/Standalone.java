package dev.orgledger.standalone;

import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.health.actuate.endpoint.HealthDescriptor;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.health.contributor.Status;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;

import dev.orgledger.embedded.DataFolder;
import dev.orgledger.embedded.FolderRefused;
import dev.orgledger.embedded.ServersFile;
import dev.orgledger.service.StartRefused;

/**
 * Orgledger in one JVM. Started from the command line or, by tests and the benchmark, with {@link #start}.
 *
 * <p>
 * Closed in this order: Spring's context with all that writes, then Kafka, then PostgreSQL, last the data folder's lock.
 */
public final class Standalone implements AutoCloseable {

    private static final List<String> ADDRESSES = List.of("spring.kafka.bootstrap-servers", "spring.mongodb.uri",
            "spring.datasource.url", "spring.datasource.username", "spring.datasource.password");
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final Duration READINESS_POLL = Duration.ofMillis(20);

    private static final Logger log = LoggerFactory.getLogger(Standalone.class);

    private volatile @Nullable DataFolder folder;
    private volatile @Nullable EmbeddedServers servers;
    private volatile @Nullable ConfigurableApplicationContext context;

    private Standalone() {
    }

    /** Starts and runs until the process is told to stop; exit code 1 when something hinders the start. */
    public static void main(String[] arguments) {
        Standalone standalone = new Standalone();
        Runtime.getRuntime().addShutdownHook(new Thread(standalone::close, "stop"));
        try {
            standalone.run(arguments);
        } catch (RuntimeException e) {
            // Spring has printed the details.
            System.err.println("Orgledger did not start: " + e.getMessage());
            System.exit(1);
        }
        Greeting.print(standalone);
    }

    /**
     * Starts one in this process, ready when it returns, on free ports unless the properties name some.
     *
     * @param data its data folder; made if absent
     * @param properties as on the command line: they win over environment and files
     */
    public static Standalone start(Path data, Map<String, Object> properties) {
        Map<String, Object> all = new HashMap<>(Map.of("server.port", 0, "orgledger.kafka.port", 0));
        all.putAll(properties);
        all.put("orgledger.data", data);
        Standalone standalone = new Standalone();
        try {
            standalone.run(all.entrySet().stream().map(entry -> "--" + entry.getKey() + "=" + entry.getValue())
                    .toArray(String[]::new));
            return standalone;
        } catch (RuntimeException e) {
            standalone.close();
            throw e;
        }
    }

    /** Where it answers HTTP, without a slash at the end. */
    public URI baseUrl() {
        return URI.create("http://localhost:" + property("local.server.port"));
    }

    /** What a Kafka client takes for {@code bootstrap.servers}. */
    public String kafkaBootstrap() {
        return property("spring.kafka.bootstrap-servers");
    }

    /** The operator's credential: the first that is configured, else the one made at the first start. A secret. */
    public String platformKey() {
        String configured = environment().getProperty("orgledger.platform-key");
        if (configured != null && !configured.isBlank()) {
            return configured.split(",")[0].strip();
        }
        return running(folder).platformKey().orElseThrow(() -> new IllegalStateException("No platform key was made"));
    }

    /** The value of any property as the running service sees it, such as {@code spring.mongodb.uri}. */
    public String property(String name) {
        return environment().getRequiredProperty(name);
    }

    /** Stops everything in order; also while it is still starting. Does nothing the second time. */
    @Override
    public synchronized void close() {
        if (context != null && context.isActive()) {
            log.info("Stopping");
            context.close();
        }
        if (servers != null) {
            servers.close();
            servers = null;
        }
        if (folder != null) {
            ServersFile.remove(folder.path());
            folder.close();
            folder = null;
        }
    }

    Path platformKeyFile() {
        return running(folder).platformKeyFile();
    }

    private void run(String... arguments) {
        SpringApplication application = new SpringApplication(StandaloneApplication.class);
        application.setDefaultProperties(Map.of("spring.application.name", "orgledger"));
        application.setRegisterShutdownHook(false);
        application.addInitializers(this::startServers);
        application.run(arguments);
        running(servers).await();
        tellAddresses();
        awaitReadiness();
    }

    private void tellAddresses() {
        Map<String, String> addresses = new HashMap<>();
        ADDRESSES.forEach(name -> addresses.put(name, environment().getProperty(name, "")));
        ServersFile.write(running(folder).path(), addresses);
    }

    /** Started is not ready: the read side may have to catch up first. */
    private void awaitReadiness() {
        HealthEndpoint health = running(context).getBean(HealthEndpoint.class);
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (health.healthForPath("readiness") instanceof HealthDescriptor now && now.getStatus() != Status.UP) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("not ready after " + PATIENCE.toMinutes() + " minutes");
            }
            LockSupport.parkNanos(READINESS_POLL.toNanos());
        }
    }

    private void startServers(ConfigurableApplicationContext starting) {
        context = starting;
        ConfigurableEnvironment environment = starting.getEnvironment();
        requireFree(environment.getProperty("server.port", Integer.class, 8080));
        DataFolder held = held(Path.of(environment.getProperty("orgledger.data", "./data")));
        folder = held;
        servers = new EmbeddedServers(environment, held.path());
    }

    private static DataFolder held(Path path) {
        try {
            return DataFolder.hold(path);
        } catch (FolderRefused e) {
            throw new StartRefused(String.valueOf(e.getMessage()), e.advice(), e);
        }
    }

    /** Says now what the web server would say seconds later. */
    private static void requireFree(int port) {
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(port));
        } catch (BindException e) {
            throw new StartRefused("Port " + port + " is in use by another program.",
                    "Stop that program, or choose another port with SERVER_PORT=<port>.", e);
        } catch (IOException e) {
            throw new StartRefused("Port " + port + " cannot be used: " + e,
                    "Choose another port with SERVER_PORT=<port>.", e);
        }
    }

    private ConfigurableEnvironment environment() {
        return running(context).getEnvironment();
    }

    private static <T> T running(@Nullable T part) {
        if (part == null) {
            throw new IllegalStateException("Not running");
        }
        return part;
    }
}
