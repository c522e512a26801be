package org.inkstream.loadtest.peers.nsq;

import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** What one connection publishes. */
final class Publishing {
    private static final Pattern NAME = Pattern.compile("[.a-zA-Z0-9_-]{1,64}");
    private static final String EPHEMERAL = "#ephemeral";

    private final Topics topics;

    Publishing(Topics topics) {
        this.topics = topics;
    }

    void one(Heard command) {
        topics.publish(topic(command), command.body(), Duration.ZERO);
    }

    void later(Heard command) {
        String topic = topic(command);
        long millis = command.number(2);
        if (millis < 0 || millis > NsqdRules.MAX_DELAY.toMillis()) {
            throw Refused.fatal(
                    "E_INVALID",
                    "DPUB timeout %d out of range 0-%d"
                            .formatted(millis, NsqdRules.MAX_DELAY.toMillis()));
        }
        topics.publish(topic, command.body(), Duration.ofMillis(millis));
    }

    /** All of them or none. */
    void all(Heard command) {
        String topic = topic(command);
        List<Buffer> messages = messages(command.body());
        messages.forEach(message -> topics.publish(topic, message, Duration.ZERO));
    }

    private static List<Buffer> messages(Buffer body) {
        int count = body.length() < Integer.BYTES ? 0 : body.getInt(0);
        if (count <= 0) {
            throw Refused.fatal("E_BAD_BODY", "MPUB invalid message count " + count);
        }
        List<Buffer> messages = new ArrayList<>();
        int at = Integer.BYTES;
        for (int i = 0; i < count; i++) {
            int size = body.length() - at < Integer.BYTES ? 0 : body.getInt(at);
            at += Integer.BYTES;
            if (size <= 0 || size > NsqdRules.MAX_MESSAGE_BYTES || size > body.length() - at) {
                throw Refused.fatal(
                        "E_BAD_MESSAGE",
                        "MPUB invalid message(%d) body size %d".formatted(i, size));
            }
            messages.add(body.slice(at, at + size));
            at += size;
        }
        return messages;
    }

    static String topic(Heard command) {
        return name(command, command.word(1), "TOPIC");
    }

    static String channel(Heard command) {
        return name(command, command.word(2), "CHANNEL");
    }

    private static String name(Heard command, String name, String kind) {
        String bare =
                name.endsWith(EPHEMERAL)
                        ? name.substring(0, name.length() - EPHEMERAL.length())
                        : name;
        if (name.length() > 64 || !NAME.matcher(bare).matches()) {
            throw Refused.fatal(
                    "E_BAD_" + kind,
                    "%s %s name \"%s\" is not valid"
                            .formatted(command.name(), kind.toLowerCase(Locale.ROOT), name));
        }
        return name;
    }
}
