package dev.orgledger.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

/** {@code docs/security.md} has all ten items, and each names tests that are there. */
class SecurityDocumentTest {

    private static final Path ROOT = Path.of("..", "..");
    private static final Pattern NAMED = Pattern.compile("`([A-Z][A-Za-z]*Test)`");
    private static final Pattern ITEM = Pattern.compile("^API([0-9]+) [A-Z].*");

    @Test
    void everyItemOfTheTenNamesTestsThatExist() throws IOException {
        Set<String> tests = tests();
        Set<Integer> items = Arrays.stream(Files.readString(ROOT.resolve("docs/security.md")).split("(?m)^## "))
                .flatMap(section -> ITEM.matcher(section.lines().findFirst().orElse("")).results()
                        .map(found -> Integer.valueOf(found.group(1))).peek(item -> assertThat(NAMED.matcher(section)
                                .results().map(found -> found.group(1))).as("API%d", item).isNotEmpty()
                                .allMatch(tests::contains, "exists")))
                .collect(Collectors.toSet());

        assertThat(items).containsExactlyInAnyOrderElementsOf(IntStream.rangeClosed(1, 10).boxed().toList());
    }

    private static Set<String> tests() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT)) {
            return files.map(Path::toString)
                    .filter(path -> path.contains("src/test/java") && path.endsWith("Test.java"))
                    .map(path -> path.replaceFirst(".*/", "").replaceFirst("\\.java$", ""))
                    .collect(Collectors.toSet());
        }
    }
}
