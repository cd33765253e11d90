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

/** Runs the tour of the README and what it says of rights, exactly as it stands there, against a started standalone. */
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
        assertThat(answers.get(12)).contains("\"allowed\":true", "\"reason\":\"role\"", "\"role\":\"super_admin\"");
        assertThat(answers.get(13)).contains("\"reason\":\"not_a_member\"", "\"reason\":\"unknown_permission\"");
        assertThat(answers.get(14)).contains("API key created", "olk_");
        assertThat(answers.get(15)).contains("Admin role required", "org.update_settings");
        assertThat(answers.get(16)).contains("API key revoked", "organization_not_found", "API key updated");
        assertThat(answers.get(17)).contains("\"locked_out\":{\"members\":[{", "\"missing\":[\"two_factor\"]",
                "\"api_keys\":[{", "ada@example.com");
        assertThat(answers.get(18)).contains("\"two_factor\":{\"total\":1,\"compliant\":0,\"non_compliant\":1");
        assertThat(answers.get(19)).contains("type,id,email,name", "grace@example.com,,,admin,", "apikey,")
                .contains("\"allowed\":true", "\"role\":\"admin\"");
    }

    private static List<String> blocks() throws IOException {
        Path readme = Path.of("").toAbsolutePath();
        while (!Files.exists(readme.resolve("README.md"))) {
            readme = readme.getParent();
        }
        String text = Files.readString(readme.resolve("README.md"));
        List<String> blocks = new ArrayList<>();
        for (String part : List.of("tour", "rights")) {
            Matcher matcher = BLOCK.matcher(
                    text.substring(text.indexOf("<!-- " + part), text.indexOf("<!-- end of " + part)));
            while (matcher.find()) {
                blocks.add(matcher.group(1));
            }
        }
        return blocks;
    }
}
