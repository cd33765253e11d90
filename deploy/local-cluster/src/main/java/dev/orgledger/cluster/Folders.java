package dev.orgledger.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where the cluster keeps what it keeps. Both sides work on the same data folder, since they share what is in it: the platform key,
 * the server's secret, the key that signs the audit log, and the mails.
 *
 * @param data the data folder
 * @param project the project, with what was built and the gateway's configuration
 */
record Folders(Path data, Path project) {

    static Folders of(Path data, Path project) {
        Folders folders = new Folders(data, project);
        try {
            Files.createDirectories(folders.logs());
            Files.createDirectories(folders.run());
            Files.createDirectories(folders.gateway());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return folders;
    }

    Path logs() {
        return data.resolve("logs");
    }

    /** A file for each process, with its id. */
    Path run() {
        return data.resolve("run");
    }

    Path pidFile(String part) {
        return run().resolve(part + ".pid");
    }

    /** There while that part does its work, as far as its starter has seen. */
    Path readyFile(String part) {
        return run().resolve(part + ".ready");
    }

    Path gateway() {
        return data.resolve("gateway");
    }

    /** What the JVM has learnt about starting that module, beside its jar, which it fits and no other. */
    Path startCache(String module) {
        return target(module).resolve(module + ".aot");
    }

    /** The same while it is being learnt. */
    Path learntCache(String module) {
        return data.resolve(module + ".aot");
    }

    Path jar(String module) {
        return target(module).resolve(module + ".jar");
    }

    /** The module with the service of that side. */
    static String module(String side) {
        return side + "-service";
    }

    private Path target(String module) {
        return project.resolve("deploy").resolve(module).resolve("target");
    }
}
