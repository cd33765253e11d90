package dev.orgledger.verifier;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

import dev.orgledger.shared.audit.Verdict;
import dev.orgledger.shared.audit.Verifier;

/** Says of an exported audit log whether it is valid (exit code 0), where it is not (1), or that it cannot be read (2). */
public final class VerifyAudit {

    private static final String USAGE = """
            verify-audit FILE … --key PUBLIC

            FILE    an export in JSON Lines, or its parts in their order; - is the standard input
            PUBLIC  the key to check it with: a file with the answer of GET /audit/keys or with the key itself
                    (base64 or PEM), or the base64 in place of a file. Get it from whom you trust, not from the file's sender.
            """;
    private static final String STANDARD_INPUT = "-";

    private VerifyAudit() {
    }

    /** The command. */
    public static void main(String[] arguments) {
        System.exit(run(arguments, System.in, System.out, System.err));
    }

    static int run(String[] arguments, InputStream in, PrintStream out, PrintStream err) {
        List<String> files = new ArrayList<>();
        String key = null;
        for (int i = 0; i < arguments.length; i++) {
            if (arguments[i].equals("--key") && i + 1 < arguments.length) {
                key = arguments[++i];
            } else if (arguments[i].startsWith("--key=")) {
                key = arguments[i].substring("--key=".length());
            } else if (arguments[i].startsWith("--")) {
                err.print(USAGE);
                return 2;
            } else {
                files.add(arguments[i]);
            }
        }
        if (files.isEmpty() || key == null) {
            err.print(USAGE);
            return 2;
        }
        try (InputStream export = open(files, in)) {
            return tell(Verifier.verify(export, PublicKeys.of(key)), out, err);
        } catch (IOException | RuntimeException | OutOfMemoryError e) {
            // Whatever goes wrong in here says nothing of the export.
            err.println("unreadable: " + (e.getMessage() == null ? e : e.getMessage()));
            return 2;
        }
    }

    /** One stream; a part whose last line feed is missing gets one. */
    private static InputStream open(List<String> files, InputStream in) throws IOException {
        List<InputStream> parts = new ArrayList<>();
        for (String file : files) {
            boolean standard = file.equals(STANDARD_INPUT);
            if (!standard && !Files.isReadable(Path.of(file))) {
                throw new IOException("cannot read " + file);
            }
            parts.add(standard ? in : Files.newInputStream(Path.of(file)));
            if (!standard && files.size() > 1 && !endsWithLineFeed(Path.of(file))) {
                parts.add(new ByteArrayInputStream(new byte[]{'\n'}));
            }
        }
        return new SequenceInputStream(Collections.enumeration(parts));
    }

    private static boolean endsWithLineFeed(Path file) throws IOException {
        long size = Files.size(file);
        try (var channel = Files.newByteChannel(file)) {
            var last = ByteBuffer.allocate(1);
            channel.position(Math.max(0, size - 1)).read(last);
            return size == 0 || last.get(0) == '\n';
        }
    }

    private static int tell(Verdict verdict, PrintStream out, PrintStream err) {
        return switch (verdict) {
            case Verdict.Valid valid -> {
                out.printf(Locale.ROOT, "valid: %,d lines of %s, signed at %s with %s%n", valid.lines(), valid.orgId(),
                        valid.signedAt(), valid.keyId());
                out.printf(Locale.ROOT, "%,d entries, %,d left out by a filter, %,d refused attempts%n",
                        valid.entries(), valid.leftOut(), valid.denied());
                if (valid.filter() != null) {
                    out.printf(Locale.ROOT, "of the log only what was asked for: %s%n", valid.filter());
                }
                if (valid.firstVersion() > 1) {
                    out.printf(Locale.ROOT, "it begins with version %,d: older entries are not shown%n",
                            valid.firstVersion());
                }
                out.printf(Locale.ROOT, "the log has %,d entries, the newest with hash %s%n", valid.count(),
                        valid.headHash());
                yield 0;
            }
            case Verdict.Invalid invalid -> {
                out.printf(Locale.ROOT, "NOT VALID: line %d%s%s: %s: %s%n", invalid.line(),
                        invalid.version() == null ? "" : ", entry of version " + invalid.version(),
                        invalid.id() == null ? "" : ", id " + invalid.id(),
                        invalid.fault().name().toLowerCase(Locale.ROOT), invalid.reason());
                yield 1;
            }
            case Verdict.Unreadable unreadable -> {
                err.println("unreadable: " + unreadable.reason());
                yield 2;
            }
        };
    }
}
