package dev.orgledger.shared.audit;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import dev.orgledger.shared.audit.ExportLine.Kind;

/** The lines of a stream in their order, each looked at already: a block at a time on every processor. */
final class ExportLines implements Iterator<ExportLine>, AutoCloseable {

    private static final int BLOCK = 1 << 20;
    private static final int LONGEST_LINE = 1 << 26;

    /** That the stream could not be read. */
    static final class Failed extends RuntimeException {

        private final transient IOException reason;

        private Failed(IOException reason) {
            super(reason);
            this.reason = reason;
        }

        IOException reason() {
            return reason;
        }
    }

    private final InputStream in;
    /** No more than the memory for what they read ahead allows. */
    private final int processors = Math.min(8, Runtime.getRuntime().availableProcessors());
    private final ExecutorService workers = Executors.newFixedThreadPool(processors);
    private final Deque<Future<List<ExportLine>>> ahead = new ArrayDeque<>();
    private byte[] rest = new byte[0];
    private byte[] seal = LineSeal.start();
    private long line = 1;
    private boolean ended;
    private List<ExportLine> present = List.of();
    private int at;

    ExportLines(InputStream in) {
        this.in = in;
    }

    /** Whether anything among the first lines is a line of an export. */
    boolean looksLikeAnExport() {
        return hasNext() && present.stream().anyMatch(one -> one.kind() != Kind.NOTHING);
    }

    @Override
    public boolean hasNext() {
        while (at == present.size()) {
            while (!ended && ahead.size() < 2 * processors) {
                readAhead();
            }
            if (ahead.isEmpty()) {
                return false;
            }
            present = result(ahead.remove());
            at = 0;
        }
        return true;
    }

    @Override
    public ExportLine next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return present.get(at++);
    }

    /** Hands on whole lines; what is behind the last of them waits for the next block. */
    private void readAhead() {
        byte[] bytes = Arrays.copyOf(rest, rest.length + BLOCK);
        int read;
        try {
            read = in.readNBytes(bytes, rest.length, BLOCK);
        } catch (IOException e) {
            throw new Failed(e);
        }
        int length = rest.length + read;
        ended = read < BLOCK;
        int end = ended ? length : endOfLines(bytes, length);
        rest = Arrays.copyOfRange(bytes, end, length);
        if (rest.length > LONGEST_LINE) {
            throw new Failed(new IOException("a line of more than " + LONGEST_LINE + " bytes"));
        }
        if (end > 0) {
            hand(bytes, end);
        }
    }

    private static int endOfLines(byte[] bytes, int length) {
        int end = length;
        while (end > 0 && bytes[end - 1] != '\n') {
            end--;
        }
        return end;
    }

    private void hand(byte[] bytes, int end) {
        int[] starts = starts(bytes, end);
        byte[] before = seal;
        long number = line;
        ahead.add(workers.submit(() -> lookAt(bytes, starts, number, before)));
        line += starts.length - 1;
        for (int i = starts.length - 2; i >= 0; i--) {
            byte[] last = LineTail.sealOf(bytes, starts[i], endOfLine(bytes, starts, i));
            if (last != null) {
                seal = last;
                return;
            }
        }
    }

    /** Where each line starts, and behind them where the next would. */
    private static int[] starts(byte[] bytes, int end) {
        int[] starts = new int[1_024];
        int count = 1;
        for (int i = 0; i < end; i++) {
            if (bytes[i] == '\n') {
                if (count == starts.length - 1) {
                    starts = Arrays.copyOf(starts, 2 * starts.length);
                }
                starts[count++] = i + 1;
            }
        }
        if (starts[count - 1] < end) {
            // The last line of the stream, without its end.
            starts[count++] = end + 1;
        }
        return Arrays.copyOf(starts, count);
    }

    /** The bytes in front of its line feed. */
    private static int endOfLine(byte[] bytes, int[] starts, int i) {
        return Math.min(starts[i + 1] - 1, bytes.length);
    }

    private static List<ExportLine> lookAt(byte[] bytes, int[] starts, long first, byte[] before) {
        List<ExportLine> lines = new ArrayList<>(starts.length - 1);
        byte[] seal = before;
        for (int i = 0; i < starts.length - 1; i++) {
            ExportLine one = new ExportLine(bytes, starts[i], endOfLine(bytes, starts, i), first + i, seal);
            lines.add(one);
            // A proof between two parts bears none.
            seal = one.kind() == Kind.PROOF ? seal : one.seal();
        }
        return lines;
    }

    private static List<ExportLine> result(Future<List<ExportLine>> looked) {
        try {
            return looked.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    @Override
    public void close() {
        workers.shutdownNow();
    }
}
