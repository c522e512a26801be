package org.inkstream.agents.inference;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.inkstream.agents.mcp.wire.JsonTree;
import org.inkstream.agents.mcp.wire.LongTexts;
import org.inkstream.agents.mcp.wire.MalformedMessage;
import org.inkstream.models.ModelSpec;
import org.inkstream.time.Deadlines;
import org.inkstream.time.Timers;

/**
 * Anthropic's API where the models that the catalogue says so of are asked in batches, each model
 * in batches of its own. What is in a batch has no deadline here but the batch's own: whoever asked
 * gives it up. Batches are known to this process only. Used on its event loop only.
 */
final class BatchingEndpoint implements ModelEndpoint {
    /** A tenth of what the API takes. */
    private static final int MOST_REQUESTS = 10_000;

    /** An eighth of what the API takes: the bodies are in memory twice while they are sent. */
    private static final long MOST_BYTES = 32L << 20;

    private static final Duration FAREWELL = Duration.ofSeconds(5);

    private final ModelEndpoint direct;
    private final BatchCalls calls;
    private final Timers timers;
    private final LongTexts texts = new LongTexts();
    private final Map<ModelSpec, MessageBatch> gathering = new HashMap<>();
    private final Set<MessageBatch> batches = new LinkedHashSet<>();

    /**
     * @param direct asks all other models
     */
    BatchingEndpoint(ModelEndpoint direct, BatchCalls calls, Timers timers) {
        this.direct = direct;
        this.calls = calls;
        this.timers = timers;
    }

    @Override
    public Generation generate(ModelRequest request) {
        if (!request.model().inBatches()) {
            return direct.generate(request);
        }
        try {
            Buffer body = JsonTree.write(AnthropicDialect.message(request), texts);
            return batchFor(request.model(), body).add(request, body);
        } catch (MalformedMessage unsendable) {
            return new Unsendable(unsendable);
        }
    }

    private MessageBatch batchFor(ModelSpec model, Buffer body) {
        MessageBatch current = gathering.get(model);
        if (current != null && current.takes(body, MOST_REQUESTS, MOST_BYTES)) {
            return current;
        }
        if (current != null) {
            current.send();
        }
        MessageBatch next = new MessageBatch(calls, model, timers);
        gathering.put(model, next);
        batches.add(next);
        next.over()
                .onComplete(
                        over -> {
                            batches.remove(next);
                            gathering.remove(model, next);
                        });
        return next;
    }

    @Override
    public Future<Void> ping() {
        return direct.ping();
    }

    @Override
    public Future<Sight> look() {
        return direct.look();
    }

    @Override
    public void listen(RateLimits.Listener listener) {
        direct.listen(listener);
    }

    /** Cancels the batches too, as nobody could read their results. */
    @Override
    public Future<Void> close() {
        List<Future<Void>> ends = batches.stream().map(MessageBatch::over).toList();
        List.copyOf(batches).forEach(MessageBatch::giveUp);
        return Deadlines.within(timers, FAREWELL, Future.join(ends).<Void>mapEmpty())
                .otherwiseEmpty()
                .compose(over -> Future.join(calls.close(), direct.close()))
                .mapEmpty();
    }

    /** Batches of which anything is left. */
    int inTheAir() {
        return batches.size();
    }

    /** Exchanges about batches that have not ended. */
    int exchanges() {
        return calls.inTheAir();
    }
}
