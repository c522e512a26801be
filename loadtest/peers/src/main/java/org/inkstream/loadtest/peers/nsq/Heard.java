package org.inkstream.loadtest.peers.nsq;

import io.vertx.core.buffer.Buffer;
import java.util.List;

/**
 * A command as it came.
 *
 * @param words of its line, at least one
 * @param body empty where the command has none
 */
record Heard(List<String> words, Buffer body) {
    Heard {
        words = List.copyOf(words);
    }

    String name() {
        return words.get(0);
    }

    /**
     * @throws Refused if there are fewer words
     */
    String word(int index) {
        if (index >= words.size()) {
            throw Refused.fatal("E_INVALID", name() + " insufficient number of params");
        }
        return words.get(index);
    }

    /**
     * @throws Refused if it is not a number
     */
    long number(int index) {
        try {
            return Long.parseLong(word(index));
        } catch (NumberFormatException notOne) {
            throw Refused.fatal(
                    "E_INVALID", "%s could not parse %s".formatted(name(), word(index)));
        }
    }
}
