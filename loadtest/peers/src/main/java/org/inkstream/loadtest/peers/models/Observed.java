package org.inkstream.loadtest.peers.models;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.inkstream.loadtest.peers.OpenStreams;

/** What a server has seen. Thread-safe. */
final class Observed {
    private final OpenStreams streams = new OpenStreams();
    private final List<ReceivedRequest> requests = new CopyOnWriteArrayList<>();
    private final List<Promise<ReceivedRequest>> arrivals = new CopyOnWriteArrayList<>();
    private final List<Promise<OpenStreams.End>> ends = new CopyOnWriteArrayList<>();

    OpenStreams streams() {
        return streams;
    }

    List<ReceivedRequest> requests() {
        return List.copyOf(requests);
    }

    /** Those that want an answer of a model, or a batch of them; not those that only look. */
    List<ReceivedRequest> questions() {
        return requests.stream().filter(request -> request.method().equals("POST")).toList();
    }

    Future<ReceivedRequest> nextArrival() {
        return promised(arrivals);
    }

    Future<OpenStreams.End> nextEnd() {
        return promised(ends);
    }

    void received(ReceivedRequest request) {
        requests.add(request);
        keep(arrivals, request);
    }

    void ended(OpenStreams.End end) {
        keep(ends, end);
    }

    JsonObject stats() {
        return new JsonObject()
                .put("requests", questions().size())
                .put("open", streams.open())
                .put("cancelled", streams.cancelled());
    }

    private static <T> Future<T> promised(List<Promise<T>> promises) {
        Promise<T> promise = Promise.promise();
        promises.add(promise);
        return promise.future();
    }

    /** Whoever asks while the promises are kept waits for the next time. */
    private static <T> void keep(List<Promise<T>> promises, T value) {
        List<Promise<T>> now = List.copyOf(promises);
        promises.removeAll(now);
        now.forEach(promise -> promise.complete(value));
    }
}
