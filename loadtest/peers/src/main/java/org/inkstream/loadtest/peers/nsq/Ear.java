package org.inkstream.loadtest.peers.nsq;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Makes commands of the bytes of one connection. */
final class Ear {
    private static final Buffer MAGIC = Buffer.buffer("  V2");
    private static final Set<String> WITH_BODY = Set.of("IDENTIFY", "AUTH", "PUB", "MPUB", "DPUB");
    private static final Set<String> WITH_MESSAGE = Set.of("PUB", "DPUB");
    private static final int MAX_LINE = 16 * 1_024;
    private static final Pattern SPACE = Pattern.compile(" ");

    private Buffer rest = Buffer.buffer();
    private boolean greeted;

    void hear(Buffer bytes) {
        rest = rest.length() == 0 ? bytes : Buffer.buffer().appendBuffer(rest).appendBuffer(bytes);
    }

    /**
     * The next command that has come whole.
     *
     * @throws Refused if what has come cannot become one
     */
    Optional<Heard> next() {
        if (!greeted && !greets()) {
            return Optional.empty();
        }
        int end = endOfLine();
        if (end < 0) {
            if (rest.length() > MAX_LINE) {
                throw Refused.fatal("E_INVALID", "line too long");
            }
            return Optional.empty();
        }
        String line = rest.getString(0, end, StandardCharsets.ISO_8859_1.name());
        List<String> words = SPACE.splitAsStream(line).toList();
        String name = words.isEmpty() ? "" : words.get(0);
        return WITH_BODY.contains(name)
                ? withBody(words, end + 1)
                : Optional.of(new Heard(words.isEmpty() ? List.of("") : words, cut(end + 1, 0)));
    }

    private boolean greets() {
        if (rest.length() < MAGIC.length()) {
            return false;
        }
        if (!rest.slice(0, MAGIC.length()).equals(MAGIC)) {
            throw Refused.fatal("E_BAD_PROTOCOL", "");
        }
        cut(MAGIC.length(), 0);
        greeted = true;
        return true;
    }

    private Optional<Heard> withBody(List<String> words, int begin) {
        if (rest.length() < begin + Integer.BYTES) {
            return Optional.empty();
        }
        int size = rest.getInt(begin);
        boolean message = WITH_MESSAGE.contains(words.get(0));
        int most = message ? NsqdRules.MAX_MESSAGE_BYTES : NsqdRules.MAX_BODY_BYTES;
        if (size <= 0 || size > most) {
            throw Refused.fatal(
                    message ? "E_BAD_MESSAGE" : "E_BAD_BODY",
                    "%s body of %d bytes, from 1 to %d"
                            .formatted(words.get(0), Integer.toUnsignedLong(size), most));
        }
        if (rest.length() < begin + Integer.BYTES + size) {
            return Optional.empty();
        }
        return Optional.of(new Heard(words, cut(begin + Integer.BYTES, size)));
    }

    /** Takes the bytes before {@code begin} away and those after it out. */
    private Buffer cut(int begin, int size) {
        Buffer taken = rest.getBuffer(begin, begin + size);
        rest = rest.slice(begin + size, rest.length());
        return taken;
    }

    private int endOfLine() {
        for (int i = 0; i < rest.length(); i++) {
            if (rest.getByte(i) == '\n') {
                return i;
            }
        }
        return -1;
    }
}
