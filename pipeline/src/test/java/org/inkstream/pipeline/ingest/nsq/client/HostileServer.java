package org.inkstream.pipeline.ingest.nsq.client;

import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.util.function.BiConsumer;
import org.inkstream.pipeline.ingest.nsq.wire.CommandParser;
import org.inkstream.pipeline.ingest.nsq.wire.FrameBytes;

/** Takes commands as nsqd does, and answers as a test likes. For one connection. */
final class HostileServer {
    static final String TERMS =
            "{\"version\":\"1.3.0\",\"max_rdy_count\":2500,\"msg_timeout\":60000,"
                    + "\"max_msg_timeout\":900000%s}";

    final Promise<Void> hungUp = Promise.promise();
    private final NetServer server;

    private HostileServer(Vertx vertx, BiConsumer<CommandParser.Parsed, NetSocket> answer) {
        server = vertx.createNetServer().connectHandler(socket -> serve(socket, answer));
    }

    /** One that says this to everything. */
    static HostileServer saying(Vertx vertx, Buffer bytes) {
        return answering(vertx, (command, socket) -> socket.write(bytes));
    }

    static HostileServer answering(
            Vertx vertx, BiConsumer<CommandParser.Parsed, NetSocket> answer) {
        HostileServer hostile = new HostileServer(vertx, answer);
        ClientLoop.await(hostile.server.listen(0, "127.0.0.1"));
        return hostile;
    }

    /** One that greets like nsqd; what comes then is up to the test. */
    static HostileServer greeting(Vertx vertx, BiConsumer<CommandParser.Parsed, NetSocket> answer) {
        return answering(
                vertx,
                (command, socket) -> {
                    if (command.name().equals("IDENTIFY")) {
                        socket.write(terms(""));
                    } else {
                        answer.accept(command, socket);
                    }
                });
    }

    /**
     * @param more members of the answer, each after a comma
     */
    static Buffer terms(String more) {
        return FrameBytes.response(TERMS.formatted(more));
    }

    NsqdAddress address() {
        return new NsqdAddress("127.0.0.1", server.actualPort());
    }

    private void serve(NetSocket socket, BiConsumer<CommandParser.Parsed, NetSocket> answer) {
        CommandParser parser = new CommandParser();
        boolean[] magic = {true};
        socket.exceptionHandler(broken -> {});
        socket.closeHandler(closed -> hungUp.tryComplete());
        socket.handler(
                bytes -> {
                    Buffer commands = magic[0] ? bytes.getBuffer(4, bytes.length()) : bytes;
                    magic[0] = false;
                    parser.take(commands).forEach(command -> answer.accept(command, socket));
                });
    }
}
