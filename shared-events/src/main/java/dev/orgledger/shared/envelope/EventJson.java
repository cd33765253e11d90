package dev.orgledger.shared.envelope;

import com.fasterxml.jackson.annotation.JsonInclude;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * How an event looks as JSON, the same in the event store and on Kafka: {@code snake_case} fields in alphabetical order,
 * times as RFC 3339 in UTC, absent instead of null. Unknown fields are ignored, so that an older release reads a newer
 * event.
 */
public final class EventJson {

    private static final JsonMapper MAPPER = builder(new JsonFactory()).build();

    private EventJson() {
    }

    /** The one mapper; immutable and safe to share. */
    public static JsonMapper mapper() {
        return MAPPER;
    }

    /** A mapper with the same rules, on that factory, to change further. */
    public static JsonMapper.Builder builder(JsonFactory factory) {
        return JsonMapper.builder(factory).propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                // The second switch too: components of a record count as creator properties, which would come first unsorted.
                .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
                .disable(MapperFeature.SORT_CREATOR_PROPERTIES_FIRST)
                .changeDefaultPropertyInclusion(inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
                .disable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    }

    /** The JSON of that event, UTF-8. */
    public static byte[] write(DomainEvent event) {
        return MAPPER.writeValueAsBytes(event);
    }

    /**
     * The event of that wire name and JSON.
     *
     * @throws IllegalArgumentException for a name that this release does not know, and for JSON that is {@code null}
     * @throws tools.jackson.core.JacksonException for JSON that is not of that type
     */
    public static DomainEvent read(String wireName, byte[] json) {
        EventTypes.EventType type = EventTypes.named(wireName)
                .orElseThrow(() -> new IllegalArgumentException("unknown event type " + wireName));
        DomainEvent event = MAPPER.readValue(json, type.javaType());
        if (event == null) {
            throw new IllegalArgumentException("an event of type " + wireName + " that is null");
        }
        return event;
    }
}
