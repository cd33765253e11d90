package dev.orgledger.benchmark.faults;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A small disk of its own in memory, below which a data folder lies: it can be filled without harm to anybody else. */
final class Disk implements AutoCloseable {

    private static final int PIECE = 64 * 1024;

    private final Path folder;
    private final boolean mounted;

    private Disk(Path folder, boolean mounted) {
        this.folder = folder;
        this.mounted = mounted;
    }

    /** A disk of that size at that folder; where nobody may mount one, the folder as it is, which is never filled. */
    static Disk at(Path folder, String size) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        return new Disk(folder, run("mount", "-t", "tmpfs", "-o", "size=" + size, "orgledger-faults",
                folder.toString()));
    }

    Path folder() {
        return folder;
    }

    boolean canBeFilled() {
        return mounted;
    }

    /** Leaves not a byte for that long, also of what is given free meanwhile. */
    void keepFull(int seconds) throws IOException, InterruptedException {
        if (!mounted) {
            throw new IllegalStateException("not a disk of its own");
        }
        Path filler = folder.resolve("filler");
        try {
            for (int i = 0; i < seconds * 10; i++) {
                fill(filler);
                TimeUnit.MILLISECONDS.sleep(100);
            }
        } finally {
            Files.deleteIfExists(filler);
        }
    }

    private static void fill(Path filler) throws IOException {
        byte[] piece = new byte[PIECE];
        try (OutputStream out = Files.newOutputStream(filler, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            while (true) {
                out.write(piece);
            }
        } catch (IOException full) {
            if (!String.valueOf(full.getMessage()).contains("No space left")) {
                throw full;
            }
        }
    }

    private static boolean run(String... command) throws IOException, InterruptedException {
        try {
            return new ProcessBuilder(List.of(command)).redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor() == 0;
        } catch (IOException noSuchProgram) {
            return false;
        }
    }

    @Override
    public void close() throws IOException, InterruptedException {
        if (mounted && !run("umount", folder.toString())) {
            throw new IOException(folder + " cannot be unmounted");
        }
    }
}
