package dev.orgledger.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Runs the blocks of the README, exactly as they stand there but for the address, the folder and what is not built here. */
final class ReadmeTour {

    private static final Pattern BLOCK = Pattern.compile("```sh\\n(.*?)```", Pattern.DOTALL);

    private ReadmeTour() {
    }

    /** All that was printed. */
    static String run(Path folder, LocalCluster cluster) throws IOException, InterruptedException {
        Files.createSymbolicLink(folder.resolve("data"), cluster.data());
        String java = Path.of(System.getProperty("java.home"), "bin", "java") + " -cp '"
                + System.getProperty("java.class.path") + "'";
        Path script = folder.resolve("tour.sh");
        Files.writeString(script, String.join("\necho\n", blocks())
                .replace("http://localhost:8080", cluster.baseUrl().toString())
                .replace("8090", Integer.toString(Ports.free()))
                .replace("deploy/verify-audit", java + " dev.orgledger.verifier.VerifyAudit")
                .replace("java -cp deploy/examples/target/examples.jar", java));
        Path output = folder.resolve("output");
        Process bash = new ProcessBuilder("bash", script.toString()).directory(folder.toFile())
                .redirectErrorStream(true).redirectOutput(output.toFile()).start();
        if (!bash.waitFor(90, TimeUnit.SECONDS)) {
            bash.destroyForcibly();
            throw new AssertionError("it does not end: " + Files.readString(output));
        }
        return Files.readString(output);
    }

    private static List<String> blocks() {
        String text = Project.text("README.md");
        return List.of("tour", "rights", "audit", "webhooks").stream()
                .map(part -> text.substring(text.indexOf("<!-- " + part), text.indexOf("<!-- end of " + part)))
                .flatMap(part -> BLOCK.matcher(part).results().map((MatchResult block) -> block.group(1))).toList();
    }
}
