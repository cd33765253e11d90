package dev.orgledger.benchmark;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * One client of the service with one credential, over HTTP keep-alive. The JDK's plain blocking client: it takes the
 * least of the machine that the service is measured on.
 */
final class Client {

    static {
        // More than the clients of any load, so that none has to connect anew.
        System.setProperty("http.maxConnections", "128");
    }

    private static final int TIMEOUT_MILLIS = 30_000;

    private final URI base;
    private final String credential;

    Client(URI base, String credential) {
        this.base = base;
        this.credential = credential;
    }

    /** The same credential at another address. */
    Client at(URI other) {
        return new Client(other, credential);
    }

    /**
     * One answer.
     *
     * @param position {@code x-position}, empty where there is none
     * @param orgVersion {@code x-org-version}, 0 where there is none
     */
    record Answer(int status, String body, String position, long orgVersion) {}

    Answer send(String method, String path, String json) throws IOException {
        HttpURLConnection connection = connect(method, path);
        connection.setRequestProperty("content-type", "application/json");
        connection.setDoOutput(true);
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        connection.setFixedLengthStreamingMode(bytes.length);
        try (OutputStream out = connection.getOutputStream()) {
            out.write(bytes);
        }
        return answer(connection);
    }

    Answer get(String path, String minPosition) throws IOException {
        HttpURLConnection connection = connect("GET", path);
        if (!minPosition.isEmpty()) {
            connection.setRequestProperty("x-min-position", minPosition);
        }
        return answer(connection);
    }

    /** Reads what must be there. */
    String read(String path) throws IOException {
        return accepted("GET", path, get(path, ""));
    }

    /** Reads what must be there into that file, a little at a time; how many lines it has. */
    long download(String path, Path file) throws IOException {
        HttpURLConnection connection = connect("GET", path);
        if (connection.getResponseCode() != 200) {
            throw new IOException(path + " answered " + connection.getResponseCode());
        }
        long lines = 0;
        byte[] buffer = new byte[64 * 1024];
        try (InputStream in = connection.getInputStream(); OutputStream out = Files.newOutputStream(file)) {
            for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                out.write(buffer, 0, length);
                for (int i = 0; i < length; i++) {
                    lines += buffer[i] == '\n' ? 1 : 0;
                }
            }
        }
        return lines;
    }

    /** Sends what must succeed. */
    void accepted(String method, String path, String json) throws IOException {
        accepted(method, path, send(method, path, json));
    }

    private static String accepted(String method, String path, Answer answer) throws IOException {
        if (answer.status() != 200) {
            throw new IOException(method + " " + path + " answered " + answer.status() + " " + answer.body());
        }
        return answer.body();
    }

    /** Sends a command that must succeed and gives the value of that field of its answer. */
    String expect(String method, String path, String json, String field) throws IOException {
        String body = accepted(method, path, send(method, path, json));
        Matcher value = Pattern.compile("\"" + field + "\"\\s*:\\s*\"([^\"]+)\"").matcher(body);
        if (!value.find()) {
            throw new IOException(method + " " + path + " answered " + body);
        }
        return value.group(1);
    }

    private HttpURLConnection connect(String method, String path) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) base.resolve(path).toURL().openConnection();
        connection.setRequestMethod(method);
        connection.setConnectTimeout(TIMEOUT_MILLIS);
        connection.setReadTimeout(TIMEOUT_MILLIS);
        connection.setRequestProperty("authorization", credential);
        return connection;
    }

    /** Reads to the end, whatever the status: only then is the connection free for the next request. */
    private static Answer answer(HttpURLConnection connection) throws IOException {
        int status = connection.getResponseCode();
        @Nullable
        InputStream in = status < 400 ? connection.getInputStream() : connection.getErrorStream();
        String body = "";
        if (in != null) {
            try (in) {
                body = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            }
        }
        String position = connection.getHeaderField("x-position");
        return new Answer(status, body, position == null ? "" : position,
                connection.getHeaderFieldLong("x-org-version", 0));
    }
}
