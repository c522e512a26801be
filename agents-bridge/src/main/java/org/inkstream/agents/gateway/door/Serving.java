package org.inkstream.agents.gateway.door;

import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import java.util.function.BiFunction;
import org.inkstream.agents.call.CallProgress;
import org.inkstream.agents.call.CallTag;
import org.inkstream.agents.inference.ModelAnswer;
import org.inkstream.agents.inference.ModelEndpoint;
import org.inkstream.agents.inference.ModelRequest;
import org.inkstream.time.Timers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One answer on its way to whoever asked. Until its first words are there nothing is sent, so that
 * a failure still has its status. Owned by the response's event loop.
 */
final class Serving implements CallProgress {
    private static final Logger LOGGER = LoggerFactory.getLogger(Serving.class);
    private static final String LINES = "application/x-ndjson";

    private final HttpServerResponse response;
    private final Context loop;
    private final Timers timers;
    private final Face face;
    private final Asked asked;
    private final Room.Visit visit;
    private final Account account;
    private final StringBuilder unsent = new StringBuilder();

    /** Characters that came piece by piece. */
    private int heard;

    private boolean over;

    Serving(
            HttpServerResponse response,
            Context loop,
            Timers timers,
            Face face,
            Asked asked,
            Room.Visit visit) {
        this.response = response;
        this.loop = loop;
        this.timers = timers;
        this.face = face;
        this.asked = asked;
        this.visit = visit;
        this.account = new Account(timers);
    }

    void start(BiFunction<ModelRequest, CallProgress, ModelEndpoint.Generation> ask, CallTag tag) {
        ModelEndpoint.Generation generation =
                ask.apply(asked.request(tag, piece -> loop.runOnContext(now -> hear(piece))), this);
        // Whoever hangs up has given up: that is how Ollama's clients stop a generation.
        response.exceptionHandler(broken -> gone(generation));
        response.closeHandler(closed -> gone(generation));
        response.drainHandler(room -> sendUnsent());
        generation.answer().onComplete(outcome -> loop.runOnContext(now -> end(outcome)));
    }

    @Override
    public void queued() {
        // Ollama has no word for it.
    }

    @Override
    public void dispatched() {
        loop.runOnContext(now -> account.dispatched());
    }

    private void gone(ModelEndpoint.Generation generation) {
        if (!over) {
            close();
            generation.abort();
        }
    }

    private void close() {
        over = true;
        visit.leave();
    }

    private void hear(String piece) {
        if (over) {
            return;
        }
        account.heardPiece();
        heard += piece.length();
        if (asked.streamed()) {
            unsent.append(piece);
            sendUnsent();
        }
    }

    /** Whoever reads slowly gets fewer and longer pieces. */
    private void sendUnsent() {
        if (!over && !unsent.isEmpty() && !response.writeQueueFull()) {
            write(line(unsent.toString()).put("done", false));
            unsent.setLength(0);
        }
    }

    private void end(AsyncResult<ModelAnswer> outcome) {
        if (over) {
            return;
        }
        close();
        if (outcome.succeeded()) {
            finish(outcome.result());
        } else {
            fail(outcome.cause());
        }
    }

    private void finish(ModelAnswer answer) {
        if (!asked.streamed()) {
            response.putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                    .end(last(answer, answer.text()).toBuffer());
            return;
        }
        unsent.append(answer.text().substring(Math.min(heard, answer.text().length())));
        if (!unsent.isEmpty()) {
            write(line(unsent.toString()).put("done", false));
        }
        write(last(answer, ""));
        response.end();
    }

    private JsonObject last(ModelAnswer answer, String text) {
        boolean cut = answer.stop() == ModelAnswer.Stop.LENGTH;
        return account.put(
                answer, line(text).put("done", true).put("done_reason", cut ? "length" : "stop"));
    }

    private void fail(Throwable cause) {
        Objection objection = Failed.objection(cause, asked);
        if (objection.status() >= Objection.FAILED) {
            LOGGER.atWarn()
                    .addKeyValue("model", asked.model().name())
                    .addKeyValue("status", objection.status())
                    .log("a generation asked for at the front door failed");
        }
        if (response.headWritten()) {
            write(objection.toJson());
            response.end();
        } else {
            Refusal.send(response, objection);
        }
    }

    private JsonObject line(String text) {
        return new JsonObject()
                .put("model", asked.named())
                .put("created_at", timers.now().toString())
                .mergeIn(face.said(text));
    }

    private void write(JsonObject line) {
        if (!response.headWritten()) {
            response.setChunked(true).putHeader(HttpHeaders.CONTENT_TYPE, LINES);
        }
        response.write(line.toBuffer().appendString("\n"));
    }
}
