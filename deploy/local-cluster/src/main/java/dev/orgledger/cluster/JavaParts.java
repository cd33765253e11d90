package dev.orgledger.cluster;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** With which options the JVMs of a cluster are started. */
record JavaParts(Folders folders, StartCaches caches) {

    private static final String JAVA = Path.of(System.getProperty("java.home"), "bin", "java").toString();

    /** Kafka or the document store; ready when it listens on that port. */
    ChildPart server(String name, int port, String heap) {
        return new ChildPart(name, folders,
                new ChildPart.Command(
                        List.of(JAVA, heap, "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED",
                                "--sun-misc-unsafe-memory-access=allow", "-cp",
                                System.getProperty("java.class.path"), EmbeddedServer.class.getName(), name,
                                folders.data().resolve(name).toString(), Integer.toString(port)),
                        Map.of(), folders.data()),
                () -> Ports.listens(port));
    }

    /** One node of the command or the query side; ready when it says so on that port. */
    ChildPart service(String side, int number, int port, Map<String, String> properties) {
        Map<String, String> environment = new HashMap<>();
        properties.forEach((property, value) -> environment
                .put(property.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_'), value));
        List<String> line = new ArrayList<>(List.of(JAVA, "-Xmx256m", "-XX:+UseSerialGC", "-XX:MetaspaceSize=160m",
                "-XX:+ExitOnOutOfMemoryError", "--sun-misc-unsafe-memory-access=allow"));
        line.addAll(caches.options(folders, Folders.module(side), number));
        line.addAll(List.of("-jar", folders.jar(Folders.module(side)).toString()));
        return new ChildPart(side + "-" + number, folders,
                new ChildPart.Command(line, environment, folders.data()), () -> Ports.ready(port));
    }
}
