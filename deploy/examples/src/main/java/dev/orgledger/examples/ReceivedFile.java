package dev.orgledger.examples;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

import dev.orgledger.shared.envelope.EventJson;

/** What was received, one message a line, on the disk before anybody is told that it was. */
final class ReceivedFile {

    private final FileChannel file;
    private long last;

    /** Goes on with that file. A line that was not written to its end, as a process was killed, is taken off. */
    ReceivedFile(Path path) throws IOException {
        String text = Files.exists(path) ? Files.readString(path) : "";
        String whole = text.substring(0, text.lastIndexOf('\n') + 1);
        file = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        file.truncate(whole.getBytes(UTF_8).length);
        file.position(file.size());
        last = whole.lines().reduce((before, line) -> line)
                .map(line -> EventJson.mapper().readTree(line).get("version").asLong()).orElse(0L);
    }

    /** The version of the last message; 0 before the first. */
    long last() {
        return last;
    }

    void add(long version, String message) throws IOException {
        ByteBuffer line = ByteBuffer.wrap((message + "\n").getBytes(UTF_8));
        while (line.hasRemaining()) {
            file.write(line);
        }
        file.force(false);
        last = version;
    }
}
