package dev.orgledger.command.platform.eventstore;

import static com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility.ANY;
import static com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility.NONE;

import java.util.Map;
import java.util.Optional;

import org.axonframework.messaging.MetaData;
import org.axonframework.serialization.AnnotationRevisionResolver;
import org.axonframework.serialization.ChainingConverter;
import org.axonframework.serialization.Converter;
import org.axonframework.serialization.SerializationException;
import org.axonframework.serialization.SerializedObject;
import org.axonframework.serialization.SerializedType;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.SimpleSerializedObject;
import org.axonframework.serialization.SimpleSerializedType;
import org.axonframework.serialization.UnknownSerializedType;
import org.jspecify.annotations.Nullable;

import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.json.JsonMapper;

import dev.orgledger.shared.envelope.DomainEvent;
import dev.orgledger.shared.envelope.EventJson;
import dev.orgledger.shared.envelope.EventTypes;

/**
 * Events as {@link EventJson} under their wire name and revision, so that no class name is ever in the store.
 * Everything else, which is metadata and snapshots, goes by class name; a snapshot is the aggregate's fields.
 */
final class WireNameSerializer implements Serializer {

    private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {
    };

    private final JsonMapper events = EventJson.mapper();
    /**
     * Reads a snapshot of ten thousand members in a little more than half the time that the mapper of events takes: times are
     * numbers (text is read, too), and the ids, which are names of fields there, are not looked up in the table of names that
     * occur again and again.
     */
    private final JsonMapper fields = EventJson
            .builder(JsonFactory.builder().disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES).build())
            .enable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS)
            .changeDefaultVisibility(visibility -> visibility.withFieldVisibility(ANY).withGetterVisibility(NONE)
                    .withIsGetterVisibility(NONE).withSetterVisibility(NONE))
            .build();
    private final Converter converter = new ChainingConverter();
    private final AnnotationRevisionResolver revisions = new AnnotationRevisionResolver();

    @Override
    public <T> SerializedObject<T> serialize(@Nullable Object object, Class<T> representation) {
        byte[] json = mapperFor(object == null ? Void.class : object.getClass()).writeValueAsBytes(object);
        return new SimpleSerializedObject<>(converter.convert(json, representation), representation,
                typeForClass(object == null ? null : object.getClass()));
    }

    @Override
    public <T> boolean canSerializeTo(Class<T> representation) {
        return converter.canConvert(byte[].class, representation);
    }

    @Override
    @SuppressWarnings({"unchecked", "NullAway"}) // Axon expects null for the empty type.
    public <S, T> T deserialize(SerializedObject<S> serialized) {
        if (SerializedType.emptyType().equals(serialized.getType())) {
            return null;
        }
        Class<?> type = classForType(serialized.getType());
        if (type == UnknownSerializedType.class) {
            return (T) new UnknownSerializedType(this, serialized);
        }
        byte[] json = converter.convert(serialized, byte[].class).getData();
        try {
            if (type == MetaData.class) {
                return (T) MetaData.from(events.readValue(json, OBJECT));
            }
            return (T) mapperFor(type).readValue(json, type);
        } catch (JacksonException e) {
            throw new SerializationException("cannot read a stored " + serialized.getType().getName(), e);
        }
    }

    @Override
    public Class<?> classForType(SerializedType type) {
        if (SerializedType.emptyType().equals(type)) {
            return Void.class;
        }
        Optional<EventTypes.EventType> event = EventTypes.named(type.getName());
        if (event.isPresent()) {
            return event.get().javaType();
        }
        try {
            return Class.forName(type.getName(), true, Thread.currentThread().getContextClassLoader());
        } catch (ClassNotFoundException e) {
            return UnknownSerializedType.class;
        }
    }

    @Override
    public SerializedType typeForClass(@Nullable Class type) {
        if (type == null || type == Void.class || type == Void.TYPE) {
            return SerializedType.emptyType();
        }
        if (DomainEvent.class.isAssignableFrom(type)) {
            EventTypes.EventType event = EventTypes.of(type);
            return new SimpleSerializedType(event.name(), Integer.toString(event.revision()));
        }
        return new SimpleSerializedType(type.getName(), revisions.revisionOf(type));
    }

    @Override
    public Converter getConverter() {
        return converter;
    }

    private JsonMapper mapperFor(Class<?> type) {
        return DomainEvent.class.isAssignableFrom(type) || type == MetaData.class ? events : fields;
    }
}
