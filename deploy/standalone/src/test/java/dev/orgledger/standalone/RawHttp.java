package dev.orgledger.standalone;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** HTTP as somebody types it who keeps to nothing: a well-behaved client would refuse to send it. */
final class RawHttp {

    private static final int PATIENCE_MS = 15_000;

    private final String host;
    private final int port;

    RawHttp(URI base) {
        this.host = base.getHost();
        this.port = base.getPort();
    }

    /** What came back; {@code status} is 0 where nothing did. */
    record Reply(int status, List<String> headers, String body) {

        String header(String name) {
            String start = name.toLowerCase(Locale.ROOT) + ":";
            return headers.stream().filter(line -> line.toLowerCase(Locale.ROOT).startsWith(start))
                    .map(line -> line.substring(start.length()).strip()).findFirst().orElse("");
        }
    }

    /** Header lines that say twice what {@code content-length} is are the caller's affair. */
    Reply send(String method, String target, List<String> headers, byte[] body) throws IOException {
        StringBuilder head = new StringBuilder(method).append(' ').append(target).append(" HTTP/1.1\r\nhost: ")
                .append(host).append("\r\nconnection: close\r\n");
        headers.forEach(line -> head.append(line).append("\r\n"));
        if (body.length > 0 || !method.equals("GET")) {
            head.append("content-length: ").append(body.length).append("\r\n");
        }
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        // Header values outside of ASCII go out as the bytes of UTF-8, as browsers and proxies send them.
        request.writeBytes(head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
        request.writeBytes(body);
        try (Socket socket = new Socket(host, port)) {
            socket.setSoTimeout(PATIENCE_MS);
            try {
                socket.getOutputStream().write(request.toByteArray());
            } catch (IOException refused) {
                // Too much of it: the answer is there already.
                return reply(socket.getInputStream());
            }
            return reply(socket.getInputStream());
        }
    }

    private static Reply reply(InputStream in) throws IOException {
        byte[] all = withoutInterim(in.readAllBytes());
        String text = new String(all, ISO_8859_1);
        int end = text.indexOf("\r\n\r\n");
        if (end < 0) {
            return new Reply(0, List.of(), text);
        }
        List<String> lines = new ArrayList<>(List.of(text.substring(0, end).split("\r\n")));
        int status = Integer.parseInt(lines.removeFirst().split(" ")[1]);
        byte[] body = Arrays.copyOfRange(all, end + 4, all.length);
        boolean chunked = lines.stream().anyMatch(line -> line.equalsIgnoreCase("transfer-encoding: chunked"));
        return new Reply(status, lines, new String(chunked ? unchunked(body) : body, StandardCharsets.UTF_8));
    }

    /** The answer proper, which a 100 may come before. */
    private static byte[] withoutInterim(byte[] all) {
        String text = new String(all, ISO_8859_1);
        return text.startsWith("HTTP/1.1 100")
                ? text.substring(text.indexOf("\r\n\r\n") + 4).getBytes(ISO_8859_1)
                : all;
    }

    private static byte[] unchunked(byte[] body) {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        String text = new String(body, ISO_8859_1);
        int at = 0;
        while (at < body.length) {
            int line = text.indexOf("\r\n", at);
            int size = Integer.parseInt(text.substring(at, line), 16);
            whole.write(body, line + 2, size);
            at = line + 2 + size + 2;
        }
        return whole.toByteArray();
    }
}
