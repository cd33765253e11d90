package dev.orgledger.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.orgledger.examples.Orgledger.Person;

/** Runs what the README says of webhooks, exactly as it stands there, with the receiver that it names. */
class ReadmeWebhooksTest {

    private static final Pattern BLOCK = Pattern.compile("```sh\\n(.*?)```", Pattern.DOTALL);
    private static final String MARK = "---- end of block ----";

    @Test
    void givenTheTourWhenItGoesOnThenEveryStepSaysWhatTheReadmePromises(@TempDir Path folder)
            throws IOException, InterruptedException {
        Orgledger orgledger = Orgledger.running();
        Person ada = orgledger.person("Ada");
        String org = orgledger.organization(ada);
        List<String> blocks = blocks();
        Path script = folder.resolve("webhooks.sh");
        Files.writeString(script, "ADA='%s'; ORG='%s'%n".formatted(ada.key(), org)
                + String.join("\necho\necho '" + MARK + "'\n", blocks)
                        .replace("http://localhost:8080", orgledger.address().toString().replaceAll("/$", ""))
                        .replace("8090", Integer.toString(freePort()))
                        .replace("java -cp deploy/examples/target/examples.jar",
                                Path.of(System.getProperty("java.home"), "bin", "java") + " -cp '"
                                        + System.getProperty("java.class.path") + "'"));

        Process bash = new ProcessBuilder("bash", script.toString()).directory(folder.toFile())
                .redirectErrorStream(true).redirectOutput(folder.resolve("output").toFile()).start();
        try {
            assertThat(bash.waitFor(60, TimeUnit.SECONDS)).as("it ends by itself").isTrue();
        } finally {
            // Where a step waits for ever, the receiver that it started does too.
            bash.descendants().forEach(ProcessHandle::destroyForcibly);
            bash.destroyForcibly();
        }
        List<String> answers = List.of(Files.readString(folder.resolve("output")).split(MARK));

        assertThat(answers).hasSize(blocks.size());
        assertThat(answers.get(0)).contains("Webhook created", "whsec_");
        assertThat(answers.get(2)).contains("\"delivered\":true", "Engines and Looms", "\"previous_version\"");
        assertThat(answers.get(3)).contains("Replay queued", "1 organization.created", "organization.updated",
                "\"kind\":\"test\"", "\"status\":\"success\"");
    }

    private static List<String> blocks() throws IOException {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("README.md"))) {
            folder = folder.getParent();
        }
        String text = Files.readString(folder.resolve("README.md"));
        Matcher matcher = BLOCK.matcher(
                text.substring(text.indexOf("<!-- webhooks"), text.indexOf("<!-- end of webhooks")));
        List<String> blocks = new ArrayList<>();
        while (matcher.find()) {
            blocks.add(matcher.group(1));
        }
        return blocks;
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0)) {
            return free.getLocalPort();
        }
    }
}
