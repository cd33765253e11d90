package dev.orgledger.cluster;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** The same from several threads at once. */
final class Together {

    private Together() {
    }

    static <T> List<T> send(int times, Callable<T> what) throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<T>> open = new ArrayList<>();
            for (int i = 0; i < times; i++) {
                open.add(threads.submit(what));
            }
            List<T> answers = new ArrayList<>();
            for (Future<T> each : open) {
                answers.add(each.get());
            }
            return answers;
        }
    }
}
