package dev.orgledger.query;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.FileSystemUtils;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.orgledger.query.authorization.AccessReader;
import dev.orgledger.query.platform.mongo.ProjectionReader;

/** A query side that runs, and how to ask it. */
final class Running implements AutoCloseable {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    /** Where the key that signs is kept, for all that run here: replicas share it. */
    private static final Path DATA = folder();

    static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final ConfigurableApplicationContext context;

    Running(String kafka, String mongo, String... more) {
        List<String> arguments = new ArrayList<>(List.of("--server.port=0", "--spring.kafka.bootstrap-servers=" + kafka,
                "--spring.mongodb.uri=" + mongo, "--spring.main.banner-mode=off", "--orgledger.data=" + DATA));
        if (more.length == 0) {
            arguments.add("--orgledger.max-staleness=10m");
        }
        arguments.addAll(Arrays.asList(more));
        context = new SpringApplicationBuilder(QueryApplication.class).run(arguments.toArray(String[]::new));
    }

    private static Path folder() {
        try {
            Path folder = Files.createTempDirectory("query-side-data");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> FileSystemUtils.deleteRecursively(folder.toFile())));
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static JsonNode json(String text) {
        return MAPPER.readTree(text);
    }

    /** What came back. */
    record Answer(HttpResponse<String> response) {

        int status() {
            return response.statusCode();
        }

        JsonNode json() {
            return Running.json(response.body());
        }

        JsonNode data() {
            return json().path("data");
        }

        String code() {
            return json().path("code").asString("");
        }

        String header(String name) {
            return response.headers().firstValue(name).orElse(null);
        }

        List<String> column(String field) {
            return data().valueStream().map(one -> one.path(field).asString("")).toList();
        }

        @Override
        public String toString() {
            return response.statusCode() + " " + response.body();
        }
    }

    /** One who asks, by a credential and, if not null, from a position on. */
    record Caller(Running running, String credential, String position) {

        Caller since(String newPosition) {
            return new Caller(running, credential, newPosition);
        }

        Answer get(String path, Object... parameters) {
            return running.send(this, "GET", path + query(parameters), null);
        }

        Answer post(String path, String body) {
            return running.send(this, "POST", path, body);
        }
    }

    Caller as(String credential) {
        return new Caller(this, credential, null);
    }

    Caller platform() {
        return as(QueryApplication.PLATFORM_KEY);
    }

    /** Waits until everything up to there is known: machines may be slow, and these tests are not about that. */
    Running reached(Feed feed) {
        feed.watermark();
        await().atMost(Duration.ofSeconds(60))
                .until(() -> bean(ProjectionReader.class).progress().position() >= feed.position()
                        && bean(AccessReader.class).progress().position() >= feed.position());
        return this;
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    String base() {
        return "http://localhost:" + context.getEnvironment().getProperty("local.server.port");
    }

    private Answer send(Caller caller, String method, String path, String body) {
        HttpRequest.Builder request = HttpRequest
                .newBuilder(URI.create(base() + path))
                .method(method, body == null
                        ? HttpRequest.BodyPublishers.noBody()
                        : HttpRequest.BodyPublishers.ofString(body));
        if (body != null) {
            request.header("content-type", "application/json");
        }
        if (caller.credential() != null) {
            request.header("authorization", caller.credential());
        }
        if (caller.position() != null) {
            request.header("x-min-position", caller.position());
        }
        try {
            return new Answer(HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString()));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String query(Object... parameters) {
        StringBuilder query = new StringBuilder();
        for (int i = 0; i < parameters.length; i += 2) {
            query.append(i == 0 ? '?' : '&').append(parameters[i]).append('=')
                    .append(URLEncoder.encode(String.valueOf(parameters[i + 1]), StandardCharsets.UTF_8));
        }
        return query.toString();
    }

    @Override
    public void close() {
        context.close();
    }
}
