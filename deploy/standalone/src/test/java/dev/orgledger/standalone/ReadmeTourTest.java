package dev.orgledger.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the tour of the README, exactly as it stands there, against a started standalone. */
class ReadmeTourTest {

    private static final Pattern BLOCK = Pattern.compile("```sh\\n(.*?)```", Pattern.DOTALL);
    private static final String MARK = "---- end of block ----";

    private final World world = World.shared();

    @Test
    void givenTheTourWhenPastedBlockByBlockThenEveryStepSaysWhatTheReadmePromises(@TempDir Path folder)
            throws IOException, InterruptedException {
        List<String> blocks = blocks();
        Files.createSymbolicLink(folder.resolve("data"), world.data.toAbsolutePath());
        Path script = folder.resolve("tour.sh");
        Files.writeString(script, String.join("\necho\necho '" + MARK + "'\n", blocks)
                .replace("http://localhost:8080", world.service.baseUrl().toString().replaceAll("/$", "")));

        Process bash = new ProcessBuilder("bash", script.toString()).directory(folder.toFile())
                .redirectErrorStream(true).redirectOutput(folder.resolve("output").toFile()).start();
        assertThat(bash.waitFor(60, TimeUnit.SECONDS)).as("the tour ends by itself").isTrue();
        List<String> answers = List.of(Files.readString(folder.resolve("output")).split(MARK));

        assertThat(answers).hasSize(blocks.size());
        assertThat(answers.get(1)).contains("User registered");
        assertThat(answers.get(3)).contains("org_");
        assertThat(answers.get(4)).contains("HTTP/1.1 200").containsIgnoringCase("etag: \"2\"")
                .contains("Analytical Engines");
        assertThat(answers.get(5)).contains("invite_write");
        assertThat(answers.get(6)).contains("\"org_name\":\"Analytical Engines\"");
        assertThat(answers.get(7)).contains("\"role\":\"write\"");
        assertThat(answers.get(8)).contains("\"role\":\"admin\"").contains("grace@example.com");
        assertThat(answers.get(9)).contains("Super admin role required");
        assertThat(answers.get(10)).contains("\"status\":\"OK\"");
        assertThat(answers.get(11)).contains("organization.created", "member.invited", "member.role_changed",
                "member.left");
    }

    private static List<String> blocks() throws IOException {
        Path readme = Path.of("").toAbsolutePath();
        while (!Files.exists(readme.resolve("README.md"))) {
            readme = readme.getParent();
        }
        String text = Files.readString(readme.resolve("README.md"));
        String tour = text.substring(text.indexOf("<!-- tour"), text.indexOf("<!-- end of tour"));
        List<String> blocks = new ArrayList<>();
        Matcher matcher = BLOCK.matcher(tour);
        while (matcher.find()) {
            blocks.add(matcher.group(1));
        }
        return blocks;
    }
}
