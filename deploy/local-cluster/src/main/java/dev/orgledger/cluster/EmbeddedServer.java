package dev.orgledger.cluster;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

import dev.orgledger.embedded.DocumentStore;
import dev.orgledger.embedded.KafkaBroker;

/** The process of Kafka or of the document store: {@code kafka|documents <folder> <port>}. */
final class EmbeddedServer {

    private EmbeddedServer() {
    }

    public static void main(String[] arguments) throws InterruptedException {
        Path folder = Path.of(arguments[1]);
        int port = Integer.parseInt(arguments[2]);
        AutoCloseable server = switch (arguments[0]) {
            case "kafka" -> KafkaBroker.start(folder, port);
            case "documents" -> DocumentStore.alone(folder, port);
            default -> throw new IllegalArgumentException("no server: " + arguments[0]);
        };
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            close(server);
            stopped.countDown();
        }, "stop"));
        stopped.await();
    }

    private static void close(AutoCloseable server) {
        try {
            server.close();
        } catch (Exception e) {
            throw new IllegalStateException("It did not stop in order", e);
        }
    }
}
