package dev.orgledger.command.platform.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;

import org.junit.jupiter.api.Test;

import dev.orgledger.command.platform.kafka.StoredEvent.Origin;
import dev.orgledger.command.platform.vault.EventMetadata;
import dev.orgledger.shared.envelope.Actor;
import dev.orgledger.shared.envelope.EventJson;

class OriginTest {

    @Test
    void givenMetadataAsTheyAreWrittenWhenReadThenEverythingIsThere() {
        byte[] metadata = EventJson.mapper()
                .writeValueAsBytes(Map.of(EventMetadata.ACTOR_TYPE, "apikey", EventMetadata.ACTOR_ID, "user_1",
                        EventMetadata.ACTOR_KEY, "key_1", EventMetadata.REQUEST_ID, "request-1",
                        EventMetadata.TRACE_PARENT, "00-trace", EventMetadata.COMMITMENTS, Map.of("name", "hash")));

        assertThat(Origin.of(metadata)).isEqualTo(new Origin(new Actor(Actor.Type.APIKEY, "user_1", "key_1"),
                "request-1", "00-trace", "{\"name\":\"hash\"}"));
    }

    /** It would be told as an act of the system, for ever. */
    @Test
    void givenNoTypeOfTheActorWhenReadThenRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> Origin.of("{\"actor_id\":\"user_1\"}".getBytes(UTF_8)));
    }
}
