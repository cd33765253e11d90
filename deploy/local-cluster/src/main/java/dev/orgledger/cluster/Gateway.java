package dev.orgledger.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** nginx with {@code deploy/gateway/nginx.conf}, and beside it what is different here. */
final class Gateway {

    private static final List<Path> PROGRAMS = Stream
            .concat(Stream.of(System.getenv().getOrDefault("PATH", "").split(":")),
                    Stream.of("/usr/sbin", "/usr/local/sbin", "/usr/local/bin", "/opt/homebrew/bin"))
            .filter(folder -> !folder.isEmpty()).map(folder -> Path.of(folder, "nginx")).toList();

    private Gateway() {
    }

    /** Whether this machine has it. */
    static boolean installed() {
        return PROGRAMS.stream().anyMatch(Files::isExecutable);
    }

    /** The gateway on that port, in front of the nodes on those. */
    static ChildPart on(int port, Folders folders, List<Integer> commands, List<Integer> queries) {
        Path home = folders.gateway();
        try {
            Files.copy(folders.project().resolve("deploy/gateway/nginx.conf"), home.resolve("nginx.conf"),
                    StandardCopyOption.REPLACE_EXISTING);
            Files.writeString(home.resolve("listen.conf"),
                    "listen " + Ports.LOOPBACK + ":" + port + ";\naccess_log access.log requests;\n");
            Files.writeString(home.resolve("upstreams.conf"),
                    upstream("command_side", commands) + upstream("query_side", queries));
        } catch (IOException e) {
            throw new UncheckedIOException("The gateway's folder cannot be prepared", e);
        }
        // Its workers give up root, and could then not reach a folder that is its owner's alone.
        String user = "root".equals(System.getProperty("user.name")) ? " user root;" : "";
        return new ChildPart("gateway", folders,
                new ChildPart.Command(List.of(program(), "-e", "stderr", "-p", home.toString(), "-c",
                        home.resolve("nginx.conf").toString(), "-g", "daemon off;" + user), Map.of(), home),
                () -> Ports.listens(port));
    }

    private static String upstream(String name, List<Integer> ports) {
        return ports.stream()
                .map(port -> "  server " + Ports.LOOPBACK + ":" + port + " max_fails=1 fail_timeout=5s;\n")
                .collect(Collectors.joining("", "upstream " + name + " {\n  zone " + name + " 64k;\n", "}\n"));
    }

    private static String program() {
        return PROGRAMS.stream().filter(Files::isExecutable).map(Path::toString).findFirst()
                .orElseThrow(() -> new ClusterRefused("nginx is missing.",
                        "Install it, such as with: apt-get install nginx-light"));
    }
}
