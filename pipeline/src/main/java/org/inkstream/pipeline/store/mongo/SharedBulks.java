package org.inkstream.pipeline.store.mongo;

import com.mongodb.bulk.BulkWriteResult;
import com.mongodb.client.model.InsertOneModel;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.WriteModel;
import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.bson.RawBsonDocument;
import org.jspecify.annotations.Nullable;

/**
 * Writes to one collection that share round trips: one bulk is in the air at a time, and what comes
 * meanwhile goes with the next. Who writes alone waits for nobody. Thread-safe; futures complete on
 * the caller's context.
 */
final class SharedBulks {
    /** Bounds one bulk, together with its bytes; what is larger goes alone. */
    private static final int MOST_WRITES = 500;

    private static final int MOST_BYTES = 8 << 20;

    private final Function<List<WriteModel<RawBsonDocument>>, Future<BulkWriteResult>> bulk;
    private final Queue<Part> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean inTheAir = new AtomicBoolean();

    /**
     * @param bulk one unordered bulk; its future may complete on any thread
     */
    SharedBulks(Function<List<WriteModel<RawBsonDocument>>, Future<BulkWriteResult>> bulk) {
        this.bulk = bulk;
    }

    /** Like {@link #write(List)} for one. */
    Future<BulkOutcomes.Outcome> write(WriteModel<RawBsonDocument> one) {
        return write(List.of(one)).map(outcomes -> outcomes.get(0));
    }

    /**
     * Completes with what became of each write once it is durable. Fails if one of them was refused
     * for another reason than that its {@code _id} is there already, or if nobody knows: then each
     * may be repeated.
     */
    Future<List<BulkOutcomes.Outcome>> write(List<WriteModel<RawBsonDocument>> writes) {
        Part part = new Part(writes, Promise.promise(), Vertx.currentContext());
        waiting.add(part);
        send();
        return part.told.future();
    }

    private void send() {
        // Whoever finds the way free sends for all; who then adds something finds it free again,
        // or is found waiting by the look after the answer.
        while (!waiting.isEmpty() && inTheAir.compareAndSet(false, true)) {
            List<Part> parts = take();
            if (parts.isEmpty()) {
                inTheAir.set(false);
            } else {
                send(parts);
            }
        }
    }

    private void send(List<Part> parts) {
        List<WriteModel<RawBsonDocument>> writes = new ArrayList<>();
        parts.forEach(part -> writes.addAll(part.writes));
        bulk.apply(writes)
                .onComplete(
                        answer -> {
                            inTheAir.set(false);
                            send();
                            tell(parts, answer);
                        });
    }

    private List<Part> take() {
        List<Part> parts = new ArrayList<>();
        int writes = 0;
        long bytes = 0;
        for (Part next = waiting.peek(); next != null; next = waiting.peek()) {
            writes += next.writes.size();
            bytes += next.bytes();
            if (!parts.isEmpty() && (writes > MOST_WRITES || bytes > MOST_BYTES)) {
                break;
            }
            parts.add(waiting.remove());
        }
        return parts;
    }

    private static void tell(List<Part> parts, AsyncResult<BulkWriteResult> answer) {
        BulkOutcomes outcomes = BulkOutcomes.of(answer);
        int from = 0;
        for (Part part : parts) {
            part.tell(outcomes.between(from, from + part.writes.size()));
            from += part.writes.size();
        }
    }

    /** What one caller wrote. */
    private record Part(
            List<WriteModel<RawBsonDocument>> writes,
            Promise<List<BulkOutcomes.Outcome>> told,
            @Nullable Context asker) {

        void tell(Future<List<BulkOutcomes.Outcome>> outcomes) {
            if (asker == null) {
                outcomes.onComplete(told);
            } else {
                // In a turn of its own each, or all of them would go on in one.
                asker.runOnContext(now -> outcomes.onComplete(told));
            }
        }

        long bytes() {
            long bytes = 0;
            for (WriteModel<RawBsonDocument> write : writes) {
                bytes += bytes(write);
            }
            return bytes;
        }

        private static int bytes(WriteModel<RawBsonDocument> write) {
            if (write instanceof UpdateOneModel<RawBsonDocument> update
                    && update.getUpdate() instanceof RawBsonDocument change) {
                return change.getByteBuffer().remaining();
            }
            return write instanceof InsertOneModel<RawBsonDocument> insert
                    ? insert.getDocument().getByteBuffer().remaining()
                    : 0;
        }
    }
}
