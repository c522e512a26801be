package org.inkstream.loadtest.peers.gpu.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.util.List;
import org.inkstream.loadtest.peers.gpu.Ending;
import org.inkstream.loadtest.peers.gpu.Figures;
import org.inkstream.loadtest.peers.gpu.Order;
import org.inkstream.loadtest.peers.gpu.Work;
import org.inkstream.loadtest.peers.models.ModelAnswer;
import org.inkstream.loadtest.peers.models.ModelRequest;
import org.inkstream.loadtest.peers.models.ModelTimes;
import org.inkstream.loadtest.peers.models.TokenCounts;
import org.inkstream.loadtest.peers.models.Wire;

/**
 * One request for an answer, from its order to the last byte. A client that goes away cancels it.
 * Used on the server's event loop.
 */
final class Exchange {
    private static final int OK = 200;
    private static final int TOKENS_PER_PIECE = 4;
    private static final int PIECE_CHARS = 16;
    private static final double NANOS_PER_SECOND = 1e9;

    private final Life life;
    private final HttpServerResponse response;
    private final ModelRequest request;
    private final Letter letter;
    private final String text;
    private final int number;
    private final Work work;
    private List<Buffer> pieces = List.of();
    private int textPieces;
    private int written;

    private Exchange(
            Life life,
            HttpServerResponse response,
            ModelRequest request,
            Letter letter,
            String text,
            Work work) {
        this.life = life;
        this.response = response;
        this.request = request;
        this.letter = letter;
        this.text = text;
        this.work = work;
        this.number = life.nextNumber();
    }

    static void begin(Life life, HttpServerResponse response, ModelRequest request) {
        Letter letter = Letter.of(request);
        List<Letter> tasks = letter.tasks(request);
        int tokens = tasks.stream().mapToInt(life.plan().lengths()::tokens).sum();
        // An empty prompt only loads or unloads a model.
        String text = request.prompt().isEmpty() ? "" : AnswerText.of(request, tasks, tokens);
        Order order = life.face().order(request, (int) TokenCounts.tokens(text));
        Work work = life.engine().submit(order);
        String said = work.isPartial() ? AnswerText.withoutLast(text) : text;
        new Exchange(life, response, request, letter, said, work).follow();
    }

    private void follow() {
        response.closeHandler(closed -> work.cancel());
        // A write to a stream that is gone is nobody's fault.
        response.exceptionHandler(gone -> {});
        // What fails here is told by the ending as well.
        work.firstToken().onSuccess(read -> beginStream());
        work.ending().onSuccess(this::end);
    }

    Work work() {
        return work;
    }

    private void beginStream() {
        if (!request.streamed()) {
            return;
        }
        textPieces = ModelAnswer.pieces(text).size();
        pieces = wire().render(request, answer(text, work.soFar(), ModelAnswer.Stop.END));
        head();
        write(wire().piecesBeforeText());
        life.stream(this);
    }

    /** Up to the last piece of the text, which is kept until it is known how the answer ends. */
    void writeWhatCame() {
        int came = Math.min(textPieces - 1, work.tokensAsCounted() / TOKENS_PER_PIECE);
        write(wire().piecesBeforeText() + Math.max(0, came));
    }

    private void write(int upTo) {
        if (upTo > written) {
            response.write(joined(upTo));
            written = upTo;
        }
    }

    private Buffer joined(int upTo) {
        Buffer joined = Buffer.buffer();
        pieces.subList(Math.min(written, upTo), upTo).forEach(joined::appendBuffer);
        return joined;
    }

    private void end(Ending how) {
        life.streamed(this);
        how.match(
                finished -> {
                    finish(finished);
                    return how;
                },
                rejected -> {
                    reject(rejected);
                    return how;
                },
                broken -> {
                    breakOff(broken.afterTokens());
                    return how;
                },
                cancelled -> how);
    }

    private void finish(Ending.Finished finished) {
        Figures figures = finished.figures();
        life.face().answered(figures, finished.reason());
        life.asked().answered(letter, work.order(), figures);
        boolean cut = finished.reason() == Ending.Reason.LENGTH;
        String came = spoiled(TokenCounts.cut(text, figures.outputTokens()), finished.text());
        pieces =
                wire().render(
                                request,
                                answer(
                                        came,
                                        figures,
                                        cut ? ModelAnswer.Stop.LENGTH : ModelAnswer.Stop.END));
        if (written == 0) {
            head();
        }
        response.end(joined(pieces.size()));
    }

    /** Bad in its last piece only: what came before has been written. */
    private static String spoiled(String text, Ending.Text how) {
        int last = Math.max(0, (text.length() - 1) / PIECE_CHARS * PIECE_CHARS);
        return switch (how) {
            case WHOLE, PARTIAL -> text;
            case TRUNCATED -> text.substring(0, last);
            case INVALID -> text.substring(0, last) + "<<no JSON";
        };
    }

    private void reject(Ending.Rejected rejected) {
        Duration pause = rejected.retryAfter();
        life.face().headers().forEach(response::putHeader);
        if (!pause.isZero()) {
            double real = pause.toNanos() / NANOS_PER_SECOND / life.plan().scale();
            response.putHeader("retry-after", Long.toString((long) Math.ceil(real)));
        }
        response.setStatusCode(rejected.status())
                .putHeader(HttpHeaders.CONTENT_TYPE, Wire.JSON)
                .end(wire().error(rejected.status(), rejected.message()));
    }

    private void breakOff(int afterTokens) {
        int came = wire().piecesBeforeText() + afterTokens / TOKENS_PER_PIECE;
        if (pieces.isEmpty() || came <= written) {
            response.reset();
            return;
        }
        response.write(joined(Math.min(came, pieces.size() - 1)))
                .onComplete(gone -> response.reset());
    }

    private void head() {
        life.face().headers().forEach(response::putHeader);
        response.setStatusCode(OK)
                .setChunked(request.streamed())
                .putHeader(HttpHeaders.CONTENT_TYPE, wire().contentType(request));
    }

    private Wire wire() {
        return life.face().wire();
    }

    private ModelAnswer answer(String said, Figures figures, ModelAnswer.Stop stop) {
        int fresh = figures.promptTokens() - figures.cachedTokens() - figures.writtenTokens();
        TokenCounts counts =
                TokenCounts.of(Math.max(0, fresh), figures.outputTokens())
                        .cacheRead(figures.cachedTokens())
                        .cacheWrite5m(figures.writtenTokens());
        ModelTimes times =
                new ModelTimes(
                        figures.queued(), figures.load(), figures.prefill(), figures.decode());
        return new ModelAnswer(number, request.model(), "", said, stop, counts, times);
    }
}
