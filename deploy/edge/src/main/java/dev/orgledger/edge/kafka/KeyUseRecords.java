package dev.orgledger.edge.kafka;

import java.time.Instant;
import java.util.Map;

import org.apache.kafka.clients.producer.ProducerRecord;

import dev.orgledger.edge.KeyUseSink;
import dev.orgledger.shared.envelope.EventJson;
import dev.orgledger.shared.envelope.InternalRecord;
import dev.orgledger.shared.envelope.Topics;

/** Tells every read side by {@link Topics#USAGE} which keys were used here: one record per key. */
record KeyUseRecords(ReportProducer producer) implements KeyUseSink {

    @Override
    public void report(Map<String, Instant> uses) {
        producer.send(uses.entrySet().stream().map(use -> new ProducerRecord<>(Topics.USAGE, use.getKey(),
                EventJson.mapper().writeValueAsBytes(new InternalRecord.Use(use.getValue())))).toList());
    }
}
