package org.inkstream.pipeline.ingest.nsq.client;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.Locale;
import java.util.concurrent.TimeoutException;
import org.inkstream.pipeline.ingest.nsq.wire.Command;
import org.inkstream.time.Deadlines;
import org.inkstream.time.Timers;

/** The words between connecting and working: who we are, then TLS, compression, login. */
final class Greeting {
    /** nsqd takes these milliseconds at least; it would keep a message back ten times as long. */
    private static final int OUTPUT_BUFFER_MS = 25;

    private static final int OUTPUT_BUFFER_BYTES = 16 * 1024;

    private final Talk talk;
    private final NsqdAddress peer;
    private final NsqOptions options;
    private final Timers timers;

    Greeting(Talk talk, NsqdAddress peer, NsqOptions options, Timers timers) {
        this.talk = talk;
        this.peer = peer;
        this.options = options;
        this.timers = timers;
    }

    /** Completes when the connection is ready for work. Whoever calls ends it if this fails. */
    Future<NsqdTerms> exchange(String userAgent) {
        talk.begin();
        return step("IDENTIFY", talk.ask(Command.identify(wishes(userAgent))))
                .map(this::agreement)
                .compose(agreed -> secure(agreed).compose(done -> compress(agreed)).map(agreed))
                .compose(agreed -> logIn(agreed).map(agreed.terms()));
    }

    private JsonObject wishes(String userAgent) {
        return new JsonObject()
                .put("client_id", options.clientId())
                .put("hostname", options.clientId())
                .put("user_agent", userAgent)
                .put("feature_negotiation", true)
                .put("heartbeat_interval", options.heartbeat().toMillis())
                .put("msg_timeout", options.messageTimeout().toMillis())
                .put("output_buffer_size", OUTPUT_BUFFER_BYTES)
                .put("output_buffer_timeout", OUTPUT_BUFFER_MS)
                .put("tls_v1", options.tls().asked().isPresent())
                .put("snappy", options.compression() == NsqOptions.Compression.SNAPPY)
                .put("deflate", options.compression() == NsqOptions.Compression.DEFLATE);
    }

    private Agreement agreement(String answer) {
        try {
            return Agreement.read(answer);
        } catch (RuntimeException unreadable) {
            throw new NsqConnectionEnded(
                    peer, "its answer to IDENTIFY is not one of nsqd 1.0 or newer", unreadable);
        }
    }

    private Future<Void> secure(Agreement agreed) {
        return options.tls()
                .asked()
                .map(
                        ssl ->
                                agreed.tls()
                                        ? confirmed("TLS", talk.secure(ssl))
                                        : this.<Void>failed("it does not offer TLS"))
                .orElseGet(Future::succeededFuture);
    }

    private Future<Void> compress(Agreement agreed) {
        NsqOptions.Compression wished = options.compression();
        if (wished == NsqOptions.Compression.NONE) {
            return Future.succeededFuture();
        }
        String name = wished.name().toLowerCase(Locale.ROOT);
        return agreed.packs(wished)
                ? confirmed(name, talk.compress(wished))
                : failed("it does not offer " + name);
    }

    private Future<Void> logIn(Agreement agreed) {
        if (!agreed.login()) {
            return Future.succeededFuture();
        }
        if (options.authSecret().isEmpty()) {
            return failed("it asks for AUTH, and no secret is set");
        }
        return step("AUTH", talk.ask(Command.auth(options.authSecret()))).compose(this::loggedIn);
    }

    private Future<Void> loggedIn(String answer) {
        try {
            return new JsonObject(answer).getInteger("permission_count", 0) > 0
                    ? Future.succeededFuture()
                    : failed("the secret is known and permits nothing");
        } catch (RuntimeException unreadable) {
            return failed("its answer to AUTH cannot be read");
        }
    }

    private Future<Void> confirmed(String what, Future<String> answer) {
        return step(what, answer)
                .compose(
                        text ->
                                text.equals("OK")
                                        ? Future.succeededFuture()
                                        : failed("it did not confirm " + what));
    }

    private <T> Future<T> step(String what, Future<T> work) {
        return Deadlines.within(timers, options.connectTimeout(), work)
                .recover(
                        failure ->
                                failure instanceof TimeoutException
                                        ? failed("it did not answer to " + what + " in time")
                                        : Future.failedFuture(failure));
    }

    private <T> Future<T> failed(String reason) {
        return Future.failedFuture(new NsqConnectionEnded(peer, reason));
    }
}
