package org.inkstream.agents.gateway;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.List;
import org.inkstream.agents.call.CallFailure;
import org.inkstream.agents.inference.ModelAnswer;
import org.inkstream.agents.inference.ModelEndpoint;
import org.inkstream.agents.inference.ModelRequest;
import org.inkstream.catalogue.ErrorClass;
import org.inkstream.loadtest.peers.gpu.Ending;
import org.inkstream.loadtest.peers.gpu.Engine;
import org.inkstream.loadtest.peers.gpu.Order;
import org.inkstream.loadtest.peers.gpu.Prompt;
import org.inkstream.loadtest.peers.gpu.Work;

/**
 * A simulated GPU without a socket, on its timers. Requests of one document begin with the same
 * letter, and each of them asks something else about it.
 */
final class EngineEndpoint implements ModelEndpoint {
    private static final int INSTRUCTION_TOKENS = 150;
    private static final List<Integer> OUTPUT_TOKENS =
            List.of(30, 60, 80, 50, 140, 120, 80, 60, 80, 100, 100, 120, 140);

    /** Requests of a letter. */
    static final int TOOLS = OUTPUT_TOKENS.size();

    private final Engine engine;
    private final String model;
    private final int letterTokens;

    EngineEndpoint(Engine engine, String model, int letterTokens) {
        this.engine = engine;
        this.model = model;
        this.letterTokens = letterTokens;
    }

    /**
     * One of the {@link #TOOLS} requests of a letter.
     *
     * @param tool counted from 0
     */
    static ModelRequest request(String document, int tool) {
        return ScriptEndpoint.letter(document + " " + tool, document, TOOLS);
    }

    @Override
    public Generation generate(ModelRequest request) {
        String key = request.tag().key();
        int tool = Integer.parseInt(key.substring(key.lastIndexOf(' ') + 1));
        Prompt prompt =
                Prompt.of(
                        new Prompt.Part(request.tag().documentId().hashCode(), letterTokens),
                        new Prompt.Part(tool, INSTRUCTION_TOKENS));
        return new Working(engine.submit(Order.of(model, prompt, OUTPUT_TOKENS.get(tool))));
    }

    @Override
    public Future<Load> load() {
        return Future.succeededFuture(new Load(engine.stats().running(), engine.stats().waiting()));
    }

    @Override
    public Future<Void> close() {
        engine.close();
        return Future.succeededFuture();
    }

    private static final class Working implements Generation {
        private final Work work;
        private final Promise<ModelAnswer> answer = Promise.promise();

        Working(Work work) {
            this.work = work;
            work.ending().onSuccess(this::end);
        }

        private void end(Ending how) {
            if (how instanceof Ending.Finished) {
                answer.complete(ScriptEndpoint.answer("{}"));
            } else {
                answer.fail(new CallFailure(ErrorClass.CONNECTION, "simulated: " + how));
            }
        }

        @Override
        public Future<ModelAnswer> answer() {
            return answer.future();
        }

        @Override
        public Future<?> begun() {
            return work.firstToken();
        }

        @Override
        public void abort() {
            work.cancel();
        }
    }
}
