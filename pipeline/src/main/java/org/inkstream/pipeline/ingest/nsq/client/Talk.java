package org.inkstream.pipeline.ingest.nsq.client;

import io.netty.util.NetUtil;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.NetSocket;
import java.util.Set;
import java.util.function.Consumer;
import org.inkstream.metrics.NsqMeters;
import org.inkstream.pipeline.ingest.nsq.wire.Command;
import org.inkstream.pipeline.ingest.nsq.wire.Frame;
import org.inkstream.pipeline.ingest.nsq.wire.FrameReader;
import org.inkstream.time.Timers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What goes to and fro over one socket: commands out, frames in, each answer to the command that it
 * belongs to. Until the greeting is over a frame is read only when it is waited for, because what
 * comes after it may be written in another way. Not thread-safe: used on the socket's event loop.
 */
final class Talk {
    private static final Logger LOGGER = LoggerFactory.getLogger(Talk.class);

    private static final String HEARTBEAT = "_heartbeat_";
    private static final Set<String> HARMLESS =
            Set.of("E_FIN_FAILED", "E_REQ_FAILED", "E_TOUCH_FAILED");

    private final NetSocket socket;
    private final NsqdAddress peer;
    private final NsqConnector.Inbox inbox;
    private final NsqMeters meters;
    private final FrameReader reader;
    private final Unanswered unanswered = new Unanswered();
    private final SaidTogether said;
    private final Outbox outbox;
    private final Watchdog watchdog;
    private final Promise<Void> ended = Promise.promise();
    private RuntimeException why = new IllegalStateException("not ended");
    private boolean greeted;

    Talk(
            NetSocket socket,
            NsqdAddress peer,
            NsqConnector.Inbox inbox,
            NsqOptions options,
            Timers timers,
            Consumer<Runnable> afterThisTurn,
            NsqMeters meters) {
        this.socket = socket;
        this.peer = peer;
        this.inbox = inbox;
        this.meters = meters;
        this.said = new SaidTogether(meters);
        this.reader = new FrameReader(options.maxFrameBytes());
        this.outbox = new Outbox(this::write, afterThisTurn);
        this.watchdog = new Watchdog(timers, options.heartbeat(), unanswered, meters, this::fail);
    }

    void begin() {
        socket.handler(this::read);
        socket.exceptionHandler(failure -> end(broken(failure)));
        socket.closeHandler(closed -> fail("nsqd closed it"));
        var unused = outbox.add(Command.MAGIC);
    }

    /** Completes with the text of the answer. */
    Future<String> ask(Command command) {
        if (isOver()) {
            return Future.failedFuture(why);
        }
        if (!unanswered.hasRoomFor(command)) {
            return Future.failedFuture(
                    new NsqNotSent("nsqd at " + peer + " has too much to answer"));
        }
        var unused = outbox.add(command.bytes());
        return unanswered
                .add(command)
                .onComplete(
                        answer -> meters.ended(command.name(), "done", 1),
                        failure ->
                                meters.ended(
                                        command.name(),
                                        failure instanceof NsqRefusal ? "refused" : "unknown",
                                        1));
    }

    /** For commands that have no answer. Completes when the socket took it. */
    Future<Void> send(Command command) {
        if (isOver()) {
            return Future.failedFuture(why);
        }
        return said.counted(command.name(), outbox.add(command.bytes()));
    }

    /** From now on over TLS; completes with the first answer that comes so. */
    Future<String> secure(ClientSSLOptions options) {
        if (reader.rest().length() > 0) {
            return Future.failedFuture(
                    new NsqConnectionEnded(peer, "it sent more before TLS than it should have"));
        }
        // Whatever the options say: a certificate for somebody else proves nothing.
        ClientSSLOptions checked = options.copy().setHostnameVerificationAlgorithm("HTTPS");
        String host = peer.host();
        boolean named = !NetUtil.isValidIpV4Address(host) && !NetUtil.isValidIpV6Address(host);
        // Before the handshake, at whose end it may come at once.
        Future<String> answer = expect("TLS");
        Future<Void> secured =
                named ? socket.upgradeToSsl(checked, host) : socket.upgradeToSsl(checked);
        return secured.recover(failure -> Future.failedFuture(broken(failure)))
                .compose(done -> answer);
    }

    /** From now on compressed; completes with the first answer that comes so. */
    Future<String> compress(NsqOptions.Compression compression) {
        Future<String> answer = expect("compression");
        try {
            Packing.install(socket, compression, reader.rest());
        } catch (Exception failure) {
            end(broken(failure));
        }
        return answer;
    }

    /** From now on nsqd may send what it likes, and has to show that it lives. */
    void greeted() {
        greeted = true;
        meters.connected();
        watchdog.start();
        look();
    }

    Future<Void> ended() {
        return ended.future();
    }

    /** Ends it in good order: what was sent before goes out. */
    Future<Void> close() {
        outbox.flush();
        end(new NsqConnectionEnded(peer, "it was closed here"));
        return socket.close();
    }

    /** Ends it; who waits for an answer is told why. */
    void end(RuntimeException because) {
        if (isOver()) {
            return;
        }
        why = because;
        watchdog.stop();
        if (greeted) {
            meters.disconnected();
        }
        ended.complete();
        unanswered.fail(because);
        // The socket is of no more use, whether closing it succeeds or not.
        var unused = socket.close();
    }

    private Future<String> expect(String what) {
        return isOver()
                ? Future.failedFuture(why)
                : unanswered.add(new Command(what, Buffer.buffer(0)));
    }

    private Future<Void> write(Buffer bytes) {
        return isOver()
                ? Future.failedFuture(why)
                : socket.write(bytes).recover(failure -> Future.failedFuture(broken(failure)));
    }

    private void read(Buffer bytes) {
        watchdog.heard();
        reader.offer(bytes);
        look();
    }

    private void look() {
        boolean more = true;
        while (more && !isOver() && (greeted || !unanswered.isEmpty())) {
            more =
                    reader.next()
                            .match(
                                    complete -> take(complete.frame()),
                                    incomplete -> false,
                                    malformed -> fail("it sent " + malformed.reason()));
        }
    }

    private boolean take(Frame frame) {
        return frame.match(this::answered, this::refused, this::delivered);
    }

    private boolean answered(Frame.Response response) {
        if (response.text().equals(HEARTBEAT)) {
            var unused = outbox.add(Command.nop().bytes());
        } else if (unanswered.isEmpty()) {
            return fail("it answered what nobody had asked");
        } else {
            unanswered.answer(response.text());
        }
        return true;
    }

    private boolean refused(Frame.Failure failure) {
        if (HARMLESS.contains(failure.code())) {
            meters.ended(failure.code().split("_", 3)[1], "too_late", 1);
            inbox.tooLate(failure);
            return true;
        }
        // Whatever was not answered until now nsqd will not even read.
        LOGGER.atWarn()
                .addKeyValue("nsqd", peer)
                .addKeyValue("code", failure.code())
                .addKeyValue("detail", failure.detail())
                .log("nsqd refused a command and ends the connection");
        end(new NsqRefusal(failure.code(), (failure.code() + " " + failure.detail()).strip()));
        return false;
    }

    private boolean delivered(Frame.Message message) {
        inbox.message(message);
        return true;
    }

    private boolean isOver() {
        return ended.future().isComplete();
    }

    /** For what nobody asked for and nobody would hear of otherwise. */
    private boolean fail(String because) {
        if (!isOver() && greeted) {
            LOGGER.atWarn()
                    .addKeyValue("nsqd", peer)
                    .addKeyValue("reason", because)
                    .log("the connection to nsqd ended");
        }
        end(new NsqConnectionEnded(peer, because));
        return false;
    }

    private NsqConnectionEnded broken(Throwable failure) {
        return new NsqConnectionEnded(peer, String.valueOf(failure.getMessage()), failure);
    }
}
