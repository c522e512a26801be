package org.inkstream.pipeline.ingest.nsq.wire;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads commands as nsqd does, as far as the tests need it. */
public final class CommandParser {
    private static final Set<String> WITH_BODY = Set.of("IDENTIFY", "AUTH", "PUB", "MPUB", "DPUB");
    private static final Buffer NONE = Buffer.buffer(0);

    private Buffer unread = Buffer.buffer(0);

    /** A command, its line cut into words. */
    public record Parsed(List<String> words, Buffer body) {
        public String name() {
            return words.get(0);
        }
    }

    /** The commands that are complete with these bytes. */
    public List<Parsed> take(Buffer bytes) {
        unread = unread.copy().appendBuffer(bytes);
        List<Parsed> complete = new ArrayList<>();
        while (true) {
            int end = 0;
            while (end < unread.length() && unread.getByte(end) != '\n') {
                end++;
            }
            if (end == unread.length()) {
                return complete;
            }
            List<String> words = List.of(unread.getString(0, end).split(" ", -1));
            int next = end + 1;
            Buffer body = NONE;
            if (WITH_BODY.contains(words.get(0))) {
                if (unread.length() < next + 4
                        || unread.length() < next + 4 + unread.getInt(next)) {
                    return complete;
                }
                body = unread.getBuffer(next + 4, next + 4 + unread.getInt(next));
                next += 4 + body.length();
            }
            complete.add(new Parsed(words, body));
            unread = unread.getBuffer(next, unread.length());
        }
    }

    /** Exactly one. */
    public static Parsed parse(Buffer bytes) {
        List<Parsed> all = new CommandParser().take(bytes);
        if (all.size() != 1) {
            throw new AssertionError(all.size() + " commands");
        }
        return all.get(0);
    }

    /** What is in the body of MPUB. */
    public static List<Buffer> messages(Buffer body) {
        List<Buffer> messages = new ArrayList<>();
        int at = 4;
        for (int i = body.getInt(0); i > 0; i--) {
            int size = body.getInt(at);
            messages.add(body.getBuffer(at + 4, at + 4 + size));
            at += 4 + size;
        }
        if (at != body.length()) {
            throw new AssertionError("bytes left over");
        }
        return messages;
    }
}
