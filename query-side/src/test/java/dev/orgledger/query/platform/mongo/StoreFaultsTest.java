package dev.orgledger.query.platform.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;

import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;
import org.junit.jupiter.api.Test;

import com.mongodb.MongoCommandException;
import com.mongodb.MongoException;
import com.mongodb.MongoInterruptedException;
import com.mongodb.MongoNodeIsRecoveringException;
import com.mongodb.MongoNotPrimaryException;
import com.mongodb.MongoQueryException;
import com.mongodb.MongoServerUnavailableException;
import com.mongodb.MongoSocketOpenException;
import com.mongodb.MongoSocketReadTimeoutException;
import com.mongodb.MongoTimeoutException;
import com.mongodb.ServerAddress;

import dev.orgledger.edge.FaultTranslator;
import dev.orgledger.shared.refusal.ErrorCode;
import dev.orgledger.shared.refusal.Refusal;

/** Which exceptions of the driver say that the store is down, and which say that something is wrong with the question. */
class StoreFaultsTest {

    private static final ServerAddress SERVER = new ServerAddress();

    private final FaultTranslator translator = new MongoConfiguration().storeDown();

    @Test
    void givenAStoreThatCannotBeReachedThenItIsSaidToBeDown() {
        IOException cut = new IOException("cut");
        List<MongoException> down = List.of(new MongoTimeoutException("no server"),
                new MongoSocketOpenException("refused", SERVER, cut),
                new MongoSocketReadTimeoutException("slow", SERVER, cut),
                new MongoNotPrimaryException(answer(10_107), SERVER),
                new MongoNodeIsRecoveringException(answer(91), SERVER), new MongoServerUnavailableException("closed"),
                new MongoInterruptedException("stopping", new InterruptedException()));

        assertThat(down).allSatisfy(fault -> assertThat(translator.translate(fault)).map(Refusal::code)
                .contains(ErrorCode.STORE_UNAVAILABLE));
    }

    /** The edge knows nothing of them, and so logs them. */
    @Test
    void givenAQuestionThatTheStoreRefusesThenItIsNotSaidToBeDown() {
        List<Exception> wrong = List.of(new MongoQueryException(answer(2), SERVER),
                new MongoCommandException(answer(292), SERVER), new MongoException("a bug"),
                new IllegalStateException("another"));

        assertThat(wrong).allSatisfy(fault -> assertThat(translator.translate(fault)).isEmpty());
    }

    private static BsonDocument answer(int code) {
        return new BsonDocument("ok", new BsonInt32(0)).append("code", new BsonInt32(code)).append("errmsg",
                new BsonString("no"));
    }
}
