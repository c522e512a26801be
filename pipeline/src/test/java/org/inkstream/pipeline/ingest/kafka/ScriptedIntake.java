package org.inkstream.pipeline.ingest.kafka;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.inkstream.catalogue.ErrorClass;
import org.inkstream.pipeline.ingest.Delivery;
import org.inkstream.pipeline.ingest.Intake;
import org.inkstream.pipeline.ingest.Settlement;

/** An intake whose records end when the test says so. */
final class ScriptedIntake implements Intake {
    final List<String> seen = new ArrayList<>();
    private final Map<String, Promise<Settlement>> inTheAir = new HashMap<>();

    @Override
    public Future<Settlement> accept(Delivery delivery) {
        Promise<Settlement> end = Promise.promise();
        seen.add(delivery.key());
        inTheAir.put(delivery.key(), end);
        return end.future();
    }

    int inTheAir() {
        return inTheAir.size();
    }

    void finish(String... keys) {
        for (String key : keys) {
            take(key).complete(new Settlement.Done());
        }
    }

    void postpone(String key, Duration pause) {
        take(key).complete(new Settlement.RetryLater(pause, "somebody else works on it"));
    }

    void park(String key) {
        take(key).complete(new Settlement.Park(ErrorClass.INVALID_DATA, "it is empty", 1));
    }

    void fail(String key) {
        take(key).fail(new IllegalStateException("the store is out of reach"));
    }

    private Promise<Settlement> take(String key) {
        Promise<Settlement> end = inTheAir.remove(key);
        if (end == null) {
            throw new NoSuchElementException("not in the air: " + key);
        }
        return end;
    }
}
