package org.inkstream.loadtest.scenarios.simulation;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.LoggerFactory;

/**
 * Keeps the domain from logging while it is simulated: its warnings are of a store that is down on
 * purpose, thousands of times.
 */
public final class QuietDomain implements AutoCloseable {
    private static final List<String> LOUD =
            List.of("org.inkstream.pipeline", "org.inkstream.agents");

    private final List<Runnable> undo = new ArrayList<>();

    public QuietDomain() {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            LOUD.forEach(name -> silence(context.getLogger(name)));
        }
    }

    private void silence(Logger logger) {
        Level before = logger.getLevel();
        undo.add(() -> logger.setLevel(before));
        logger.setLevel(Level.OFF);
    }

    @Override
    public void close() {
        undo.forEach(Runnable::run);
    }
}
