package dev.orgledger.service;

import java.util.List;
import java.util.Map;

import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** How a process with one side starts: refused at once, and in words, where something that it needs is not configured. */
public final class ServiceProcess {

    /** For what is in hand, a long download too; another node has taken over what is new. */
    private static final String PATIENCE_AT_STOP = "30s";

    private final Class<?> application;
    private final String name;
    private final List<NeededServer> needed;

    /**
     * @param application the Spring context
     * @param name of the service, in logs and traces
     * @param needed the servers that must be configured
     */
    public ServiceProcess(Class<?> application, String name, List<NeededServer> needed) {
        this.application = application;
        this.name = name;
        this.needed = List.copyOf(needed);
    }

    /** Runs until the process is told to stop; exit code 1 when something hinders the start. */
    public void main(String[] arguments) {
        try {
            ConfigurableApplicationContext running = start(arguments);
            System.out.println("Listening on port "
                    + running.getEnvironment().getRequiredProperty("local.server.port") + ".");
        } catch (RuntimeException e) {
            // Spring has printed the details.
            System.err.println(name + " did not start: " + e.getMessage());
            System.exit(1);
        }
    }

    /** Starts it in this process; it accepts requests when this returns. */
    public ConfigurableApplicationContext start(String... arguments) {
        SpringApplication spring = new SpringApplication(application);
        spring.setDefaultProperties(
                Map.of("spring.application.name", name, "orgledger.patience-at-stop", PATIENCE_AT_STOP));
        spring.addInitializers(context -> NeededServer.require(needed, context.getEnvironment()));
        return spring.run(arguments);
    }
}
