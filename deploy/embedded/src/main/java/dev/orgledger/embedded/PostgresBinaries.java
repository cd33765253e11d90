package dev.orgledger.embedded;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HexFormat;
import java.util.zip.CRC32C;

import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;

/**
 * PostgreSQL's programs, unpacked from the class path once per data folder.
 *
 * <p>
 * Note: of the library only the archive is used. Its own server class cannot ask for a password, and unpacks into a folder
 * below {@code /tmp} that another user of the machine may have prepared.
 */
final class PostgresBinaries {

    private static final int ENOUGH_TO_TELL_BUILDS_APART = 64 * 1024;

    private PostgresBinaries() {
    }

    /** The installation below that folder, unpacked if it is not there or from another build. */
    static Path in(Path folder) throws IOException {
        String architecture = System.getProperty("os.arch").equals("amd64") ? "x86_64" : System.getProperty("os.arch");
        String system = System.getProperty("os.name").startsWith("Mac") ? "Darwin" : "Linux";
        try (InputStream archive = DefaultPostgresBinaryResolver.INSTANCE.getPgBinary(system, architecture)) {
            byte[] beginning = archive.readNBytes(ENOUGH_TO_TELL_BUILDS_APART);
            CRC32C checksum = new CRC32C();
            checksum.update(beginning);
            Path home = folder.resolve("binaries-" + HexFormat.of().toHexDigits((int) checksum.getValue()));
            if (!Files.isDirectory(home)) {
                Path half = Leftovers.emptyDirectory(folder.resolve("unpacking"));
                unpack(new SequenceInputStream(new ByteArrayInputStream(beginning), archive), half);
                Files.move(half, home, StandardCopyOption.ATOMIC_MOVE);
            }
            return home;
        }
    }

    private static void unpack(InputStream archive, Path target) throws IOException {
        try (TarArchiveInputStream tar = new TarArchiveInputStream(new XZCompressorInputStream(archive))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path path = target.resolve(entry.getName()).normalize();
                if (entry.isDirectory()) {
                    Files.createDirectories(path);
                    continue;
                }
                Files.createDirectories(path.getParent());
                if (entry.isSymbolicLink() || entry.isLink()) {
                    Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
                } else {
                    Files.copy(tar, path);
                    if (path.startsWith(target.resolve("bin"))) {
                        path.toFile().setExecutable(true, true);
                    }
                }
            }
        }
    }
}
