package org.inkstream.app.service;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What was opened and has to be closed again, last opened first. Used on one thread. */
public final class Closing {
    private static final Logger LOGGER = LoggerFactory.getLogger(Closing.class);

    private final Deque<Part> parts = new ArrayDeque<>();

    public void add(String name, AutoCloseable part) {
        parts.push(new Part(name, part));
    }

    /** Closes everything; a part that fails does not keep the others open. */
    public void closeAll() {
        while (!parts.isEmpty()) {
            Part last = parts.pop();
            try {
                last.part.close();
            } catch (Exception failure) {
                LOGGER.atWarn()
                        .addKeyValue("part", last.name)
                        .setCause(failure)
                        .log("part of the service did not close cleanly");
            }
        }
    }

    private record Part(String name, AutoCloseable part) {}
}
