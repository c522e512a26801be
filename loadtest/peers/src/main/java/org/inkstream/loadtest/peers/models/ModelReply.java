package org.inkstream.loadtest.peers.models;

import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.inkstream.loadtest.peers.ScriptedReply;

/**
 * How a {@link ScriptedModelServer} treats one request: the words of its scripts. Whatever breaks
 * does so in the form that the client asked for, whole or streamed, and after the time that a good
 * answer takes.
 */
@FunctionalInterface
public interface ModelReply {
    /** For {@link #drip}. */
    Duration EVERY_SECOND = Duration.ofSeconds(1);

    void play(Exchange exchange);

    /** Whether the request waits for a slot and holds it until it ends. */
    default boolean takesASlot() {
        return true;
    }

    /** Whether the server breaks the stream itself, which is then not the client's doing. */
    default boolean breaksTheStream() {
        return false;
    }

    /** A good answer. */
    static AnswerReply ok() {
        return AnswerReply.GOOD;
    }

    /** A good answer with this text. */
    static AnswerReply text(String text) {
        return ok().changed(answer -> answer.text(text));
    }

    /** The model refuses, in the dialect's own way; Ollama has none, its model just says so. */
    static AnswerReply refusal() {
        return text("I cannot help with that.")
                .changed(answer -> answer.stop(ModelAnswer.Stop.REFUSAL));
    }

    /** Half of the text, because the bound of tokens was reached. */
    static AnswerReply cutByLength() {
        return halfOfTheText().changed(answer -> answer.stop(ModelAnswer.Stop.LENGTH));
    }

    /** Half of the text, as if that were all of it. */
    static AnswerReply halfOfTheText() {
        return ok().changed(
                        answer ->
                                answer.text(
                                        answer.text().substring(0, answer.text().length() / 2)));
    }

    /** JSON that does not follow the schema: each member has a type that it must not have. */
    static AnswerReply schemaInvalid() {
        return ok().changed(answer -> answer.text(Spoiled.types(answer.text())));
    }

    /** This status at once, with an error body of the dialect. */
    static StatusReply status(int status) {
        return StatusReply.of(status);
    }

    /** Nothing, ever. */
    static ModelReply silence() {
        return exchange -> {};
    }

    /** The stream is reset before a byte of an answer. */
    static ModelReply resetBefore() {
        return like(ScriptedReply.resetBefore());
    }

    /** So many bytes of the body, then the stream is reset. */
    static ModelReply resetAfterBytes(int bytes) {
        return like(ScriptedReply.resetAfterBytes(bytes));
    }

    /** Half of the body is on its way when this happens. */
    static ModelReply halfThen(Runnable event) {
        return like(ScriptedReply.halfThen(event));
    }

    /** The good body, one byte at a time. */
    static ModelReply drip(Duration eachByte) {
        return like(ScriptedReply.slowly(1, eachByte.toMillis()));
    }

    /** Half of the body as if it were the whole. */
    static ModelReply truncatedJson() {
        return like(ScriptedReply.truncated());
    }

    /** A model that never stops: the stream's own pieces for ever, or white space. */
    static ModelReply endlessBody() {
        return BodyReply.of(Spoiled::endless);
    }

    /**
     * The good body, preceded by padding that is never held whole here.
     *
     * @param bytes of padding
     */
    static ModelReply hugeBody(long bytes) {
        return like(ScriptedReply.huge(bytes));
    }

    /** The good body with bytes in the text that UTF-8 does not know. */
    static ModelReply invalidUtf8() {
        return BodyReply.of(answer -> answer.text(Spoiled.marked(answer.text())), Spoiled::utf8);
    }

    /** The body answers another request, or begins to in the middle of the stream. */
    static ModelReply wrongId() {
        return exchange -> exchange.send(answer -> answer, Spoiled.twoAnswers(exchange));
    }

    /** The good body twice. */
    static ModelReply duplicateReply() {
        return BodyReply.of(
                pieces ->
                        ScriptedReply.bytes(
                                Spoiled.joined(pieces).appendBuffer(Spoiled.joined(pieces))));
    }

    /** A stream that ends properly, but without its last piece. */
    static ModelReply withoutLastPiece() {
        return BodyReply.of(
                pieces ->
                        ScriptedReply.bytes(Spoiled.joined(pieces.subList(0, pieces.size() - 1))));
    }

    /** Half of a good stream, then an error with this status as its last piece. */
    static ModelReply errorInStream(int status) {
        return exchange ->
                exchange.send(
                        UnaryOperator.identity(),
                        pieces -> {
                            List<Buffer> half = pieces.subList(0, pieces.size() / 2);
                            return ScriptedReply.bytes(
                                    Spoiled.joined(half).appendBuffer(exchange.errorEvent(status)));
                        });
    }

    /** What an agent would do with the good body; for answers that have no word here. */
    static ModelReply like(ScriptedReply reply) {
        return new BodyReply(UnaryOperator.identity(), pieces -> reply, reply.breaksTheStream());
    }
}
