package dev.orgledger.edge;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

import jakarta.servlet.http.HttpServletRequest;

import org.jspecify.annotations.Nullable;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;

import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import dev.orgledger.shared.refusal.ErrorCode;
import dev.orgledger.shared.refusal.Refusal;

/** Reads the parameters of a command, and refuses in the contract's order: size, type, JSON. */
final class BodyReader {

    static final int MAX_BYTES = 64 * 1024;

    private static final JsonMapper MAPPER = JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

    private BodyReader() {
    }

    static Body read(HttpServletRequest request) throws IOException {
        byte[] bytes = bytes(request);
        if (!"DELETE".equals(request.getMethod())) {
            return new Body(object(bytes, request));
        }
        ObjectNode all = MAPPER.createObjectNode();
        for (Map.Entry<String, String[]> parameter : request.getParameterMap().entrySet()) {
            all.put(parameter.getKey(), parameter.getValue()[0]);
        }
        if (bytes.length > 0) {
            ObjectNode body = object(bytes, request);
            for (String name : all.propertyNames()) {
                if (body.has(name) && !all.path(name).equals(body.path(name))) {
                    // Which of the two is to be deleted?
                    throw Refusal.of(ErrorCode.INVALID_BODY).with("field", name).with("expected",
                            "the same in the query string and the body");
                }
            }
            all.setAll(body);
        }
        return new Body(all);
    }

    /** A length that was declared is judged by it; else as much is read as shows that it is too much. */
    private static byte[] bytes(HttpServletRequest request) throws IOException {
        if (request.getContentLengthLong() > MAX_BYTES) {
            throw Refusal.of(ErrorCode.BODY_TOO_LARGE);
        }
        byte[] bytes;
        try {
            bytes = request.getInputStream().readNBytes(MAX_BYTES + 1);
        } catch (IOException e) {
            // Broken chunks, or a client that stopped in the middle.
            throw Refusal.of(ErrorCode.INVALID_BODY);
        }
        if (bytes.length > MAX_BYTES) {
            throw Refusal.of(ErrorCode.BODY_TOO_LARGE);
        }
        return bytes;
    }

    private static ObjectNode object(byte[] bytes, HttpServletRequest request) {
        if (!json(request.getContentType())) {
            throw Refusal.of(ErrorCode.NOT_JSON);
        }
        try {
            if (MAPPER.readTree(bytes) instanceof ObjectNode object && storable(object)) {
                return object;
            }
        } catch (JacksonException e) {
            throw Refusal.of(ErrorCode.INVALID_BODY);
        }
        throw Refusal.of(ErrorCode.INVALID_BODY);
    }

    private static boolean json(@Nullable String contentType) {
        if (contentType == null) {
            return false;
        }
        try {
            MediaType type = MediaType.parseMediaType(contentType);
            return type.equalsTypeAndSubtype(MediaType.APPLICATION_JSON)
                    && (type.getCharset() == null || StandardCharsets.UTF_8.equals(type.getCharset()));
        } catch (InvalidMediaTypeException e) {
            return false;
        }
    }

    /** Whether every text in it is one that stores can hold. */
    private static boolean storable(JsonNode node) {
        if (node.isString()) {
            return Texts.storable(node.asString());
        }
        return node.propertyNames().stream().allMatch(Texts::storable)
                && node.valueStream().allMatch(BodyReader::storable);
    }
}
