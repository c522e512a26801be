package org.inkstream.app.service;

import io.vertx.core.Future;
import java.util.Optional;
import java.util.function.Supplier;
import org.inkstream.pipeline.ingest.EventSource;
import org.inkstream.pipeline.ops.Health;

/**
 * One source of letters, as health knows it.
 *
 * @param name as it stands in health
 * @param waitsFor what its start waits for, for people
 * @param trouble why nothing can be read at this time, empty while something can
 */
record Inlet(String name, String waitsFor, EventSource source, Supplier<Optional<String>> trouble) {
    Health.Check check() {
        Optional<String> why = trouble.get();
        return new Health.Check(name, why.isEmpty(), why.orElse("reads"));
    }

    Future<Void> start() {
        return source.start();
    }
}
