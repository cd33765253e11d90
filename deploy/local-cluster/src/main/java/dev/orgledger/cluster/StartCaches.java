package dev.orgledger.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * The JVM's ahead-of-time caches of the services: a run teaches the JVM what a service loads, links and runs, and later starts
 * take that from a file. A cache that is not there or does not fit its jar any more changes nothing but the time a start takes.
 */
enum StartCaches {
    /** Starts use what there is. */
    USED {
        @Override
        List<String> options(Folders folders, String module, int node) {
            return Files.exists(folders.startCache(module))
                    ? List.of("-Xlog:aot*=off", "-XX:AOTCache=" + folders.startCache(module))
                    : List.of();
        }
    },
    /** The first node of each side learns, and writes it down when it is stopped. */
    LEARNT {
        @Override
        List<String> options(Folders folders, String module, int node) {
            return node == 1
                    ? List.of("-Xlog:aot*=off", "-XX:AOTCacheOutput=" + folders.learntCache(module))
                    : List.of();
        }
    };

    /** What the JVM of that node is started with. */
    abstract List<String> options(Folders folders, String module, int node);

    /** Puts what was learnt where starts look for it; says whether there was anything. */
    static boolean keep(Folders folders, String side) {
        String module = Folders.module(side);
        if (!Files.exists(folders.learntCache(module))) {
            return false;
        }
        try {
            Files.move(folders.learntCache(module), folders.startCache(module), StandardCopyOption.REPLACE_EXISTING);
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
