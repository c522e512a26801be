package org.inkstream.agents.inference;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.inkstream.agents.call.CallFailure;
import org.inkstream.agents.mcp.wire.MalformedMessage;
import org.inkstream.catalogue.ErrorClass;
import org.inkstream.money.ModelUsage;

/** One generation as one request of a batch. Used on its endpoint's event loop only. */
final class BatchedGeneration implements ModelEndpoint.Generation {
    private final String customId;
    private final ModelRequest request;
    private final Consumer<BatchedGeneration> given;
    private final Promise<ModelAnswer> answer = Promise.promise();

    /**
     * @param given called when whoever asked gives it up
     */
    BatchedGeneration(String customId, ModelRequest request, Consumer<BatchedGeneration> given) {
        this.customId = customId;
        this.request = request;
        this.given = given;
    }

    String customId() {
        return customId;
    }

    @Override
    public Future<ModelAnswer> answer() {
        return answer.future();
    }

    @Override
    public void abort() {
        if (!answer.future().isComplete()) {
            given.accept(this);
        }
    }

    void fail(CallFailure why) {
        answer.tryFail(why);
    }

    /**
     * @param result of this request, as the line of the results has it
     */
    void hear(JsonObject result) {
        switch (Members.text(result, "type")) {
            case "succeeded" -> hearMessage(Members.object(result, "message"));
            case "errored" -> fail(error(Members.object(result, "error")));
            case "expired" ->
                    fail(new CallFailure(ErrorClass.TIMEOUT, "the batch expired before its turn"));
            case "canceled" ->
                    fail(new CallFailure(ErrorClass.CONNECTION, "the batch was cancelled"));
            default -> fail(unreadable("its type of result is unknown"));
        }
    }

    private void hearMessage(JsonObject message) {
        AnthropicReader reader =
                new AnthropicReader(
                        request.model().model(),
                        "",
                        Bounds.of(request.model()),
                        // How long a model worked on one request of a batch is told by nobody.
                        () -> Duration.ZERO);
        try {
            reader.hear(message);
            reader.answer()
                    .ifPresentOrElse(
                            whole -> answer.tryComplete(inBatch(whole)),
                            () -> fail(unreadable("there is no message")));
        } catch (MalformedMessage malformed) {
            fail(unreadable(String.valueOf(malformed.getMessage())).withUsage(used(reader)));
        } catch (CallFailure tooMuch) {
            fail(tooMuch.withUsage(used(reader)));
        } catch (RuntimeException bug) {
            // Nobody else would end it: the batch knows it no more.
            answer.tryFail(bug);
        }
    }

    /** The error stands in an envelope of its own, as it would as the body of a refusal. */
    private static CallFailure error(JsonObject error) {
        return Refusals.ofError(
                error.containsKey("error") ? error : new JsonObject().put("error", error));
    }

    private static ModelAnswer inBatch(ModelAnswer whole) {
        return new ModelAnswer(
                whole.text(), whole.stop(), whole.usage().inBatch(), whole.serverWait());
    }

    private static List<ModelUsage> used(AnthropicReader reader) {
        return reader.used().stream().map(ModelUsage::inBatch).toList();
    }

    private static CallFailure unreadable(String why) {
        return new CallFailure(
                ErrorClass.INVALID_DATA, "the result of a batch cannot be read: " + why);
    }
}
