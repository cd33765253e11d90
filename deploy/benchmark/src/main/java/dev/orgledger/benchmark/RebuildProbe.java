package dev.orgledger.benchmark;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;

import dev.orgledger.embedded.DocumentStore;
import dev.orgledger.embedded.KafkaBroker;
import dev.orgledger.query.platform.mongo.EmptyDocuments;

/** Kafka with many events and a document store, in a process of their own, and {@code deploy/rebuild} beside them. */
public final class RebuildProbe {

    private static final Pattern SWITCHED = Pattern.compile("Built ([0-9]+) events in ([0-9.]+) s.*");

    private RebuildProbe() {
    }

    /**
     * Passes on what the command says.
     *
     * @param arguments an empty folder, how many events, and the command
     */
    public static void main(String[] arguments) {
        Path data = Path.of(arguments[0]);
        try (KafkaBroker kafka = KafkaBroker.start(data.resolve("kafka"), 0);
                DocumentStore documents = DocumentStore.start(data.resolve("documents"))) {
            try (AuditFeed feed = new AuditFeed(kafka.bootstrapServers())) {
                AuditWorld.feed(feed, Integer.parseInt(arguments[1]));
            }
            try (MongoClient client = MongoClients.create(documents.uri())) {
                EmptyDocuments.begin(client.getDatabase("orgledger"));
            }
            ProcessBuilder rebuild = new ProcessBuilder(arguments[2], "all").inheritIO();
            rebuild.environment().put("ORGLEDGER_DATA", data.toString());
            rebuild.environment().put("SPRING_KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers());
            rebuild.environment().put("SPRING_MONGODB_URI", documents.uri());
            if (rebuild.start().waitFor() != 0) {
                throw new IllegalStateException("deploy/rebuild failed");
            }
        } catch (Exception e) {
            e.printStackTrace();
            System.exit(1);
        }
        System.exit(0);
    }

    /** Events a second, out of what the command says; shows the rest. */
    static double rate(BufferedReader said) throws IOException {
        double rate = 0;
        for (String line = said.readLine(); line != null; line = said.readLine()) {
            Matcher switched = SWITCHED.matcher(line);
            if (switched.matches()) {
                rate = Double.parseDouble(switched.group(1)) / Double.parseDouble(switched.group(2));
            }
            System.out.println(line);
        }
        return rate;
    }
}
