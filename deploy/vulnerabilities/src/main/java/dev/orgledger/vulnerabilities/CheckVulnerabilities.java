package dev.orgledger.vulnerabilities;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;

/**
 * Says which components of the given bills of materials have known vulnerabilities: none (exit code 0), these (1), or that the
 * question is wrong or a bill cannot be read (2), or that the source cannot be asked (3): then nothing is known.
 */
public final class CheckVulnerabilities {

    static final int NONE = 0;
    static final int FOUND = 1;
    static final int UNREADABLE = 2;
    static final int UNREACHABLE = 3;

    private static final String PUBLIC_SOURCE = "https://api.osv.dev";
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String USAGE = """
            check-vulnerabilities [--source URL] BOM …

            BOM     a bill of materials, CycloneDX as JSON
            URL     a source that speaks as https://api.osv.dev does, which is the one that is asked otherwise
            """;

    private CheckVulnerabilities() {
    }

    /** The command. */
    public static void main(String[] arguments) {
        System.exit(run(arguments, PATIENCE, System.out, System.err));
    }

    static int run(String[] arguments, Duration patience, PrintStream out, PrintStream err) {
        String source = PUBLIC_SOURCE;
        List<Path> boms = new ArrayList<>();
        for (int i = 0; i < arguments.length; i++) {
            if (arguments[i].equals("--source") && i + 1 < arguments.length) {
                source = arguments[++i];
            } else if (arguments[i].startsWith("--")) {
                err.print(USAGE);
                return UNREADABLE;
            } else {
                boms.add(Path.of(arguments[i]));
            }
        }
        if (boms.isEmpty()) {
            err.print(USAGE);
            return UNREADABLE;
        }
        try (Osv osv = new Osv(URI.create(source), patience)) {
            return tell(Components.of(boms), osv, out);
        } catch (SourceUnreachable e) {
            err.println("NOT CHECKED: the source of known vulnerabilities could not be asked. " + e.getMessage());
            return UNREACHABLE;
        } catch (IOException | IllegalArgumentException e) {
            err.println("unreadable: " + e);
            return UNREADABLE;
        }
    }

    private static int tell(Components components, Osv osv, PrintStream out) throws SourceUnreachable {
        SortedMap<String, SortedSet<String>> found = osv.idsOf(components.users().keySet());
        int number = 0;
        for (Map.Entry<String, SortedSet<String>> component : found.entrySet()) {
            out.printf(Locale.ROOT, "%s (in %s)%n", component.getKey(), components.usersOf(component.getKey()));
            for (String id : component.getValue()) {
                Vulnerability known = osv.describe(id);
                out.printf(Locale.ROOT, "  %s %s%s: %s%s%n", known.severity(), known.id(),
                        known.aliases().isEmpty() ? "" : " (" + String.join(", ", known.aliases()) + ")",
                        known.summary(),
                        known.fixedIn().isEmpty() ? "" : " Fixed in " + String.join(", ", known.fixedIn()) + ".");
                number++;
            }
        }
        out.printf(Locale.ROOT, "%d components, %d with known vulnerabilities, %d of these in all%n",
                components.users().size(), found.size(), number);
        return found.isEmpty() ? NONE : FOUND;
    }
}
