package org.inkstream.loadtest.peers.models;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.inkstream.loadtest.peers.ScriptedReply;

/** Good answers made bad. */
final class Spoiled {
    /** A private character, three bytes long, that no letter contains. */
    private static final String MARK = "\uE000";

    private static final byte[] MARK_BYTES = {(byte) 0xEE, (byte) 0x80, (byte) 0x80};
    private static final byte[] NO_UTF8 = {(byte) 0xFF, (byte) 0xFE, (byte) 0xFD};

    private Spoiled() {}

    static Buffer joined(List<Buffer> pieces) {
        Buffer joined = Buffer.buffer();
        pieces.forEach(joined::appendBuffer);
        return joined;
    }

    /** The members of a JSON object, each as an object or a list, whichever it is not. */
    static String types(String json) {
        JsonObject wrong = new JsonObject();
        try {
            JsonObject good = new JsonObject(json);
            good.fieldNames()
                    .forEach(
                            name ->
                                    wrong.put(
                                            name,
                                            good.getValue(name) instanceof JsonObject
                                                    ? new JsonArray().add(0)
                                                    : new JsonObject().put("wrong", true)));
        } catch (DecodeException noObject) {
            return new JsonArray().add(json).encode();
        }
        return wrong.isEmpty() ? new JsonArray().encode() : wrong.encode();
    }

    /** With a mark inside that {@link #utf8} turns into nonsense. */
    static String marked(String text) {
        int middle = text.length() / 2;
        return text.substring(0, middle) + MARK + text.substring(middle);
    }

    static ScriptedReply utf8(List<Buffer> pieces) {
        byte[] bytes = joined(pieces).getBytes();
        for (int i = 0; i + MARK_BYTES.length <= bytes.length; i++) {
            if (Arrays.equals(bytes, i, i + MARK_BYTES.length, MARK_BYTES, 0, MARK_BYTES.length)) {
                System.arraycopy(NO_UTF8, 0, bytes, i, NO_UTF8.length);
            }
        }
        return ScriptedReply.bytes(Buffer.buffer(bytes));
    }

    /** A piece from the middle of a stream, again and again; of a whole answer, white space. */
    static ScriptedReply endless(List<Buffer> pieces) {
        return pieces.size() == 1
                ? ScriptedReply.endless()
                : ScriptedReply.endless(pieces.get(pieces.size() / 2));
    }

    /** Begins to answer this request and goes on with another's answer. */
    static Function<List<Buffer>, ScriptedReply> twoAnswers(Exchange exchange) {
        return pieces -> {
            List<Buffer> both = new ArrayList<>(pieces.subList(0, pieces.size() / 2));
            both.addAll(exchange.piecesOfAnother());
            return ScriptedReply.bytes(joined(both));
        };
    }
}
