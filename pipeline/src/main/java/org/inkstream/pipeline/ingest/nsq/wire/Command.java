package org.inkstream.pipeline.ingest.nsq.wire;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/**
 * One command to nsqd, as it goes over the wire: an ASCII line, and for some a {@code u32} size and
 * a body. What nsqd would refuse is refused here with an {@link IllegalArgumentException}: there
 * one bad name ends the connection, and everything that is in flight on it is orphaned.
 *
 * @param name the first word, for errors and metrics
 * @param bytes all of it
 */
public record Command(String name, Buffer bytes) {
    /** What a connection begins with, before any command. */
    public static final Buffer MAGIC = Buffer.buffer("  V2");

    /** The longest that nsqd defers a message by default. */
    public static final Duration LONGEST_DELAY = Duration.ofHours(1);

    /** What stands before each message in the body of MPUB, and once before all of them. */
    public static final int COUNT_BYTES = 4;

    private static final int LONGEST_NAME = 64;
    private static final Pattern NAME = Pattern.compile("[.a-zA-Z0-9_-]+(#ephemeral)?");
    private static final int ID_LENGTH = 16;

    public static Command identify(JsonObject wishes) {
        return body("IDENTIFY", "IDENTIFY", wishes.toBuffer());
    }

    public static Command auth(String secret) {
        if (secret.isEmpty()) {
            throw new IllegalArgumentException("a secret must not be empty");
        }
        return body("AUTH", "AUTH", Buffer.buffer(secret));
    }

    public static Command subscribe(String topic, String channel) {
        return line("SUB", "SUB " + name("topic", topic) + " " + name("channel", channel));
    }

    /**
     * Opens the window of this connection: nsqd delivers while fewer messages are in flight. It is
     * no credit: each FIN or REQ makes room again.
     *
     * @param window zero pauses; more than the largest that nsqd named ends the connection
     */
    public static Command ready(int window) {
        if (window < 0) {
            throw new IllegalArgumentException("a window must not be negative, got " + window);
        }
        return line("RDY", "RDY " + window);
    }

    /** Has no answer unless it fails. */
    public static Command finish(String id) {
        return line("FIN", "FIN " + id(id));
    }

    /**
     * Has no answer unless it fails.
     *
     * @param delay up to an hour
     */
    public static Command requeue(String id, Duration delay) {
        return line("REQ", "REQ " + id(id) + " " + millis(delay));
    }

    /** Has no answer unless it fails. */
    public static Command touch(String id) {
        return line("TOUCH", "TOUCH " + id(id));
    }

    /** The answer to a heartbeat. */
    public static Command nop() {
        return line("NOP", "NOP");
    }

    /** No further messages; answered by {@code CLOSE_WAIT}, after which FIN and REQ are allowed. */
    public static Command close() {
        return line("CLS", "CLS");
    }

    public static Command publish(String topic, Buffer message) {
        return body("PUB", "PUB " + name("topic", topic), filled(message));
    }

    /**
     * @param delay up to an hour
     */
    public static Command publishLater(String topic, Duration delay, Buffer message) {
        String line = "DPUB " + name("topic", topic) + " " + millis(delay);
        return body("DPUB", line, filled(message));
    }

    /** Accepted whole or not at all. */
    public static Command publishAll(String topic, List<Buffer> messages) {
        if (messages.isEmpty()) {
            throw new IllegalArgumentException("there must be a message to publish");
        }
        Buffer all = Buffer.buffer().appendInt(messages.size());
        messages.forEach(message -> all.appendInt(message.length()).appendBuffer(filled(message)));
        return body("MPUB", "MPUB " + name("topic", topic), all);
    }

    /** Whether this can be the id of a message: 16 visible ASCII characters. */
    static boolean isId(String text) {
        // A loop, because it is done for each message: a stream takes ten times as long.
        for (int at = 0; at < text.length(); at++) {
            if (text.charAt(at) <= ' ' || text.charAt(at) >= 0x7f) {
                return false;
            }
        }
        return text.length() == ID_LENGTH;
    }

    private static String id(String id) {
        if (!isId(id)) {
            throw new IllegalArgumentException("an id has 16 visible characters, got '" + id + "'");
        }
        return id;
    }

    private static String name(String what, String name) {
        if (name.length() > LONGEST_NAME || !NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "a %s is named by up to 64 of . _ - a-z A-Z 0-9, got '%s'"
                            .formatted(what, name));
        }
        return name;
    }

    private static long millis(Duration delay) {
        if (delay.isNegative() || delay.compareTo(LONGEST_DELAY) > 0) {
            throw new IllegalArgumentException("a delay is from 0 to 1 h, got " + delay);
        }
        return delay.toMillis();
    }

    private static Buffer filled(Buffer message) {
        if (message.length() == 0) {
            throw new IllegalArgumentException("a message must not be empty");
        }
        return message;
    }

    private static Command line(String name, String line) {
        return new Command(name, Buffer.buffer(line + "\n"));
    }

    private static Command body(String name, String line, Buffer body) {
        Buffer bytes = Buffer.buffer(line.length() + body.length() + 1 + COUNT_BYTES);
        bytes.appendString(line + "\n").appendInt(body.length()).appendBuffer(body);
        return new Command(name, bytes);
    }
}
