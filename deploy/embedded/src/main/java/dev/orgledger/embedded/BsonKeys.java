package dev.orgledger.embedded;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

import org.h2.mvstore.DataUtils;
import org.h2.mvstore.WriteBuffer;
import org.h2.mvstore.type.BasicDataType;

import de.bwaldvogel.mongo.backend.KeyValue;
import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.backend.ValueComparator;
import de.bwaldvogel.mongo.bson.Document;

/** Keys of an index, in BSON's order and as BSON in the file; a value that is missing is left out. */
final class BsonKeys extends BasicDataType<KeyValue> {

    private static final int OBJECT = 64;

    private final BsonDocuments documents = new BsonDocuments();

    @Override
    public int compare(KeyValue a, KeyValue b) {
        for (int i = 0; i < Math.min(a.size(), b.size()); i++) {
            int order = compareValues(a.get(i), b.get(i));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(a.size(), b.size());
    }

    private static int compareValues(Object a, Object b) {
        if (a instanceof String left && b instanceof String right) {
            return left.compareTo(right);
        }
        return ValueComparator.asc().compare(a, b);
    }

    @Override
    public int getMemory(KeyValue key) {
        int memory = OBJECT;
        for (Object value : key) {
            memory += OBJECT + (value instanceof String text ? text.length() : 0);
        }
        return memory;
    }

    @Override
    public void write(WriteBuffer buffer, KeyValue key) {
        Document fields = new Document();
        for (int i = 0; i < key.size(); i++) {
            if (!(key.get(i) instanceof Missing)) {
                fields.put(Integer.toString(i), key.get(i));
            }
        }
        buffer.putVarInt(key.size());
        documents.write(buffer, fields);
    }

    @Override
    public KeyValue read(ByteBuffer buffer) {
        int size = DataUtils.readVarInt(buffer);
        Document fields = documents.read(buffer);
        List<Object> values = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            values.add(fields.getOrMissing(Integer.toString(i)));
        }
        return new KeyValue(values);
    }

    @Override
    public KeyValue[] createStorage(int size) {
        return new KeyValue[size];
    }
}
