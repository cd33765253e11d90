package dev.orgledger.examples;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.BitSet;

import dev.orgledger.shared.envelope.EventJson;

/**
 * What was received, one message a line in the order of arrival, on the disk before anybody is told that it was. By each
 * version that is there, since what was missed comes behind newer ones when it is sent again.
 */
final class ReceivedFile {

    private final FileChannel file;
    private final BitSet versions = new BitSet();
    private long end;

    /** Goes on with that file. A line that was not written to its end, as a process was killed, is taken off. */
    ReceivedFile(Path path) throws IOException {
        String text = Files.exists(path) ? Files.readString(path) : "";
        String whole = text.substring(0, text.lastIndexOf('\n') + 1);
        whole.lines().forEach(line -> versions.set(EventJson.mapper().readTree(line).get("version").asInt()));
        end = whole.getBytes(UTF_8).length;
        file = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        file.truncate(end);
    }

    boolean has(int version) {
        return versions.get(version);
    }

    /** The last version up to that one that is there; 0 before the first. */
    int lastUpTo(int version) {
        return Math.max(0, versions.previousSetBit(version));
    }

    void add(int version, String message) throws IOException {
        // What an attempt that failed left behind.
        file.truncate(end).position(end);
        ByteBuffer line = ByteBuffer.wrap((message + "\n").getBytes(UTF_8));
        while (line.hasRemaining()) {
            file.write(line);
        }
        file.force(false);
        end = file.position();
        versions.set(version);
    }
}
