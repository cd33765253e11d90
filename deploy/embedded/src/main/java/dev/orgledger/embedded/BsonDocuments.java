package dev.orgledger.embedded;

import java.nio.ByteBuffer;
import java.util.Map;

import org.h2.mvstore.WriteBuffer;
import org.h2.mvstore.type.BasicDataType;

import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.wire.bson.BsonDecoder;
import de.bwaldvogel.mongo.wire.bson.BsonEncoder;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/** Documents as BSON in the file; what the store does by itself, Java's serialization, takes many times as long. */
final class BsonDocuments extends BasicDataType<Document> {

    private static final int OBJECT = 64;
    private static final int FIELD = 48;

    @Override
    public int getMemory(Document document) {
        int memory = OBJECT;
        for (Map.Entry<String, Object> field : document.entrySet()) {
            memory += FIELD + memoryOf(field.getValue());
        }
        return memory;
    }

    private int memoryOf(Object value) {
        return switch (value) {
            case String text -> text.length();
            case Document inner -> getMemory(inner);
            case null, default -> 0;
        };
    }

    @Override
    public void write(WriteBuffer buffer, Document document) {
        ByteBuf bytes = Unpooled.buffer(1024);
        BsonEncoder.encodeDocument(document, bytes);
        buffer.put(bytes.array(), 0, bytes.writerIndex());
    }

    @Override
    public Document read(ByteBuffer buffer) {
        // The first four bytes are the length of the whole.
        int length = Integer.reverseBytes(buffer.getInt(buffer.position()));
        ByteBuffer one = buffer.slice(buffer.position(), length);
        buffer.position(buffer.position() + length);
        return BsonDecoder.decodeBson(Unpooled.wrappedBuffer(one));
    }

    @Override
    public Document[] createStorage(int size) {
        return new Document[size];
    }
}
