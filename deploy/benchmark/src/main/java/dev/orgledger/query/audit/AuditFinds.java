package dev.orgledger.query.audit;

import static com.mongodb.client.model.Filters.in;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

import org.bson.Document;
import org.springframework.beans.factory.BeanFactory;

import com.mongodb.client.MongoDatabase;

import dev.orgledger.query.platform.mongo.Collections;

/**
 * The finds behind the audit log, with nothing around them but the driver. In this package, because nobody else may know
 * what a filter becomes.
 */
public final class AuditFinds {

    private final MongoDatabase database;
    private final AuditFilter filter;
    private final AuditLog log;
    private final AuditEntries entries;

    /** On the store of that running query side. */
    public AuditFinds(BeanFactory running) {
        database = running.getBean(MongoDatabase.class);
        filter = running.getBean(AuditFilter.class);
        log = running.getBean(AuditLog.class);
        entries = running.getBean(AuditEntries.class);
    }

    /** What the first page with these parameters asks for; how many documents it got. */
    public int firstPage(String orgId, Map<String, String> parameters, int limit) {
        AuditFilter.Search search = filter.of(orgId,
                new AuditFilter.Asked(parameters.get("action"), parameters.get("actor"), parameters.get("target"),
                        parameters.get("outcome"), parameters.get("from"), parameters.get("to"),
                        parameters.get("tableName"), parameters.get("operation")));
        // One more than is shown tells whether there is a next page.
        return database.getCollection(search.shape().collection()).find(search.filter()).sort(search.shape().sort())
                .limit(limit + 1).into(new ArrayList<Document>()).size();
    }

    /** So many versions from that one on, by their ids alone. */
    public int stretch(String orgId, long from, int many) {
        List<String> places = LongStream.range(from, from + many).mapToObj(version -> AuditPlace.of(orgId, version))
                .toList();
        return database.getCollection(Collections.AUDIT).find(in("_id", places)).into(new ArrayList<Document>()).size();
    }

    /** The same versions as entries, with all that they are joined with. */
    public int entries(String orgId, long from, int many) {
        return entries.of(log.stretch(orgId, from, from + many - 1)).size();
    }
}
