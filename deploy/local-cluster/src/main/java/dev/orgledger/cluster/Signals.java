package dev.orgledger.cluster;

import java.io.IOException;
import java.util.List;

/** Signals that Java has no method for. */
final class Signals {

    private Signals() {
    }

    static void send(String signal, ProcessHandle to) {
        try {
            Process kill = new ProcessBuilder(List.of("kill", "-" + signal, Long.toString(to.pid()))).inheritIO()
                    .start();
            if (kill.waitFor() != 0) {
                throw new IllegalStateException("Process " + to.pid() + " takes no signal");
            }
        } catch (IOException e) {
            throw new IllegalStateException("The command kill is missing", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        }
    }
}
