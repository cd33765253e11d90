package dev.orgledger.standalone;

import java.io.Console;
import java.nio.file.Path;

/** What the person at the terminal reads when everything is up. */
final class Greeting {

    private Greeting() {
    }

    /** Note: printed and never logged; the key itself only where a terminal shows it, not where a file keeps it. */
    static void print(Standalone standalone) {
        Console console = System.console();
        boolean terminal = console != null && console.isTerminal();
        Path here = Path.of("").toAbsolutePath();
        Path file = standalone.platformKeyFile();
        Path keyFile = file.startsWith(here) ? here.relativize(file) : file;
        boolean configured = !standalone.property("orgledger.platform-key").isBlank();
        String place = configured ? "$ORGLEDGER_PLATFORM_KEY" : "$(cat '" + keyFile + "')";
        String key = configured
                ? "the one you configured"
                : terminal ? standalone.platformKey() : "kept in " + keyFile;
        System.out.println(
                """

                        Orgledger is ready.

                          Address        %1$s
                          API page       %1$s/swagger-ui.html
                          Kafka          %2$s
                          Platform key   %3$s

                        Try it: register a first user.

                          curl -s %1$s/user -H "authorization: %4$s" -H 'content-type: application/json' -d '{"email":"ada@example.com"}'

                        Ctrl-C stops everything.
                        """
                        .formatted(standalone.baseUrl(), standalone.kafkaBootstrap(), key, place));
    }
}
