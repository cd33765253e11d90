package dev.orgledger.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretFileTest {

    @TempDir
    Path data;

    @Test
    void givenNoFileWhenReadThenMadeForItsOwnerAlone() throws IOException {
        Path file = data.resolve("secrets").resolve("platform-key");

        assertThat(SecretFile.readOrMake(file, () -> "first")).isEqualTo("first");

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())))
                .isEqualTo("rwx------");
        try (var files = Files.list(file.getParent())) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void givenAFileWhenReadThenItStays() {
        Path file = data.resolve("key");
        SecretFile.readOrMake(file, () -> "first");
        assertThat(SecretFile.readOrMake(file, () -> "second")).isEqualTo("first");
    }

    @Test
    void givenAnEmptyFileThenNobodyGoesOnWithoutASecret() throws IOException {
        Path file = Files.createFile(data.resolve("key"));
        assertThatThrownBy(() -> SecretFile.readOrMake(file, () -> "new")).hasMessageContaining("is empty");
    }
}
