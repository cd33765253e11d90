package dev.orgledger.verifier;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command: its arguments, its words, its exit codes. */
class VerifyAuditTest {

    private final Sample sample = Sample.of(20);
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    @TempDir
    private Path folder;
    private Path file;

    @BeforeEach
    void write() throws IOException {
        file = Files.write(folder.resolve("export.jsonl"), sample.bytes());
    }

    private int run(InputStream in, Object... arguments) {
        out.reset();
        err.reset();
        return VerifyAudit.run(Arrays.stream(arguments).map(String::valueOf).toArray(String[]::new), in,
                new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8));
    }

    @Test
    void givenAKeyInAnyFormThenValidWithCounts() throws IOException {
        String key = sample.key().text();
        Path list = Files.writeString(folder.resolve("keys.json"), "{\"data\":[{\"key_id\":\"x\",\"public_key\":\""
                + Sample.of(1).key().text() + "\"},{\"public_key\":\"" + key + "\"}]}");
        Path pem = Files.writeString(folder.resolve("key.pem"),
                "-----BEGIN PUBLIC KEY-----\n" + key + "\n-----END PUBLIC KEY-----\n");
        for (Object form : new Object[]{key, list, pem}) {
            assertThat(run(InputStream.nullInputStream(), file, "--key", form)).as("%s %s", form, err).isZero();
            assertThat(out.toString(UTF_8)).startsWith("valid: 22 lines of org_1").contains("16 entries",
                    "4 left out", "2 refused", "20 entries, the newest");
        }
        assertThat(run(new ByteArrayInputStream(sample.bytes()), "--key=" + key, "-")).isZero();
    }

    @Test
    void givenPartsThenCheckedAsOne() throws IOException {
        int cut = new String(sample.bytes(), UTF_8).substring(0, 9_000).lastIndexOf('\n');
        String text = new String(sample.bytes(), UTF_8);
        Path one = Files.writeString(folder.resolve("1"), text.substring(0, cut));
        Path two = Files.writeString(folder.resolve("2"), text.substring(cut + 1));
        assertThat(run(InputStream.nullInputStream(), one, two, "--key", sample.key().text())).isZero();
        assertThat(run(InputStream.nullInputStream(), two, one, "--key", sample.key().text())).isEqualTo(1);
        assertThat(run(InputStream.nullInputStream(), one, "--key", sample.key().text())).isEqualTo(1);
        assertThat(out.toString(UTF_8)).contains("the end is missing");
    }

    @Test
    void givenAChangeThenLineVersionAndIdAreNamed() throws IOException {
        String text = new String(sample.bytes(), UTF_8);
        Files.writeString(file, text.replaceFirst("request-3", "request-4"));
        assertThat(run(InputStream.nullInputStream(), file, "--key", sample.key().text())).isEqualTo(1);
        assertThat(out.toString(UTF_8)).startsWith("NOT VALID: line 3, entry of version 3, id 01938e2c-4f7a-7c31-9d52-"
                + "000000000003: changed");
        assertThat(run(InputStream.nullInputStream(), file, "--key", Sample.of(1).key().text())).isEqualTo(1);
    }

    @Test
    void givenWhatCannotBeReadThenTwo() throws IOException {
        String key = sample.key().text();
        Path csv = Files.writeString(folder.resolve("x.csv"), "id,version\r\n1,2\r\n");
        Path empty = Files.writeString(folder.resolve("empty"), "");
        for (Object[] arguments : new Object[][]{{}, {file}, {file, "--key"}, {"--key", key}, {file, "--kye", key},
                {folder.resolve("none"), "--key", key}, {csv, "--key", key}, {empty, "--key", key},
                {file, "--key", "AAAA"}, {file, "--key", csv}, {folder, "--key", key}}) {
            assertThat(run(InputStream.nullInputStream(), arguments)).as(Arrays.toString(arguments)).isEqualTo(2);
            assertThat(err.toString(UTF_8)).isNotBlank();
        }
    }
}
