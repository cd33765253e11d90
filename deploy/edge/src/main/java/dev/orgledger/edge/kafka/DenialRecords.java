package dev.orgledger.edge.kafka;

import static dev.orgledger.shared.envelope.Headers.ACTOR_KEY;
import static dev.orgledger.shared.envelope.Headers.ACTOR_TYPE;
import static dev.orgledger.shared.envelope.Headers.CE_ACTOR_ID;
import static dev.orgledger.shared.envelope.Headers.CE_REQUEST_ID;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

import dev.orgledger.edge.Denial;
import dev.orgledger.edge.DenialSink;
import dev.orgledger.shared.envelope.CloudEvent;
import dev.orgledger.shared.envelope.EventJson;
import dev.orgledger.shared.envelope.InternalRecord;
import dev.orgledger.shared.envelope.Topics;
import dev.orgledger.shared.security.AccessDenied;

/**
 * Tells of refused attempts: on {@link Topics#SECURITY} for ever and without personal data, and on {@link Topics#DENIALS}
 * where they came from, so that it can be forgotten.
 */
record DenialRecords(ReportProducer producer) implements DenialSink {

    @Override
    public void report(List<Denial> denials) {
        producer.send(denials.stream().flatMap(denial -> Stream.of(origin(denial), attempt(denial))).toList());
    }

    private static ProducerRecord<String, byte[]> attempt(Denial denial) {
        AccessDenied attempt = denial.attempt();
        ProducerRecord<String, byte[]> made = new ProducerRecord<>(Topics.SECURITY, attempt.orgId(),
                EventJson.mapper().writeValueAsBytes(attempt));
        Headers headers = made.headers();
        CloudEvent.headers(attempt.id(), AccessDenied.TYPE, AccessDenied.SCHEMA, attempt.orgId(), denial.at())
                .forEach((name, value) -> put(headers, name, value));
        put(headers, CE_ACTOR_ID, denial.actor().id());
        put(headers, CE_REQUEST_ID, denial.requestId());
        put(headers, ACTOR_TYPE, denial.actor().type().word());
        put(headers, ACTOR_KEY, denial.actor().apiKeyId());
        return made;
    }

    private static ProducerRecord<String, byte[]> origin(Denial denial) {
        Map<String, String> values = new HashMap<>();
        values.put("actor.ip", denial.address());
        if (denial.userAgent() != null) {
            values.put("actor.user_agent", denial.userAgent());
        }
        return new ProducerRecord<>(Topics.DENIALS,
                InternalRecord.DENIED + denial.attempt().id() + "/" + denial.actor().id(),
                EventJson.mapper().writeValueAsBytes(new InternalRecord.Denial(values)));
    }

    private static void put(Headers headers, String name, @Nullable String value) {
        if (value != null) {
            headers.add(name, value.getBytes(UTF_8));
        }
    }
}
