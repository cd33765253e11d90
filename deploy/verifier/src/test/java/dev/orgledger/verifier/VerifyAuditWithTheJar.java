package dev.orgledger.verifier;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code deploy/verify-audit} and the jar that it runs, copied to where nothing else is. */
class VerifyAuditWithTheJar {

    private final Sample sample = Sample.of(2_000);

    @Test
    void givenAnExportWhenTheCommandIsRunThenItSaysSoByItsExitCode(@TempDir Path folder)
            throws IOException, InterruptedException {
        Path file = Files.write(folder.resolve("export.jsonl"), sample.bytes());
        Path key = Files.writeString(folder.resolve("key"), sample.key().text());
        Path jar = Files.copy(Path.of("target/verify-audit.jar"), folder.resolve("alone.jar"));
        List<List<String>> commands = List.of(
                List.of(Path.of("../verify-audit").toAbsolutePath().normalize().toString()),
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-jar", jar.toString()));
        for (List<String> command : commands) {
            Files.write(file, sample.bytes());
            assertThat(run(folder, command, file, key)).as("%s", command).isZero();
            assertThat(Files.readString(folder.resolve("output"))).contains("valid: 2,285 lines");
            Files.writeString(file, new String(sample.bytes(), UTF_8).replace("request-1234", "request-9999"));
            assertThat(run(folder, command, file, key)).isEqualTo(1);
            assertThat(Files.readString(folder.resolve("output"))).contains("entry of version 1234");
            assertThat(run(folder, command, folder.resolve("none"), key)).isEqualTo(2);
        }
    }

    private static int run(Path folder, List<String> command, Path file, Path key)
            throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(command);
        all.addAll(List.of(file.toString(), "--key", key.toString()));
        Process process = new ProcessBuilder(all).redirectErrorStream(true)
                .redirectOutput(folder.resolve("output").toFile()).start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }
}
