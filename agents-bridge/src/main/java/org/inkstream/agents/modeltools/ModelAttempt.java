package org.inkstream.agents.modeltools;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.inkstream.agents.call.CallFailure;
import org.inkstream.agents.call.CallProgress;
import org.inkstream.agents.inference.ModelAnswer;
import org.inkstream.agents.inference.ModelEndpoint;
import org.inkstream.agents.inference.ModelRequest;
import org.inkstream.agents.inference.Prompt;
import org.inkstream.agents.mcp.server.ServedCall;
import org.inkstream.catalogue.ErrorClass;
import org.inkstream.models.ModelSpec;
import org.inkstream.money.ModelUsage;

/** One model asked for one call: once, and once more if its answer has to be repaired. */
final class ModelAttempt {
    /** Characters that make a token, at the least: an estimate that errs on the long side. */
    private static final double SHORTEST_TOKEN = 3;

    private final ModelTool tool;
    private final ModelSpec model;
    private final ServedCall call;
    private final TimeBudget time;
    private final Duration share;
    private final Duration leftBefore;
    private final Abortable current;
    private final List<ModelUsage> used;

    /**
     * @param share how long the model may work, its repair included
     * @param current is told of each generation, so that it can be stopped
     * @param used is told what each generation used
     */
    ModelAttempt(
            ModelTool tool,
            ModelSpec model,
            ServedCall call,
            TimeBudget time,
            Duration share,
            Abortable current,
            List<ModelUsage> used) {
        this.tool = tool;
        this.model = model;
        this.call = call;
        this.time = time;
        this.share = share;
        this.leftBefore = time.left();
        this.current = current;
        this.used = used;
    }

    /** The tool's result; fails with {@link CallFailure}, unless there is a bug. */
    Future<JsonObject> start() {
        Prompt prompt = tool.renderer().render(call.arguments());
        if (!fits(prompt)) {
            return failed(ErrorClass.REFUSED, "the letter is too long for the model's context");
        }
        return ask(prompt, tool.together())
                .compose(
                        reading ->
                                reading.match(
                                        usable -> Future.succeededFuture(usable.result()),
                                        unusable -> repair(prompt, unusable),
                                        refused -> refused()));
    }

    private Future<JsonObject> repair(Prompt prompt, Reading.Unusable first) {
        // Alone: what is to be repaired concerns no other tool.
        return ask(tool.renderer().repair(prompt, first.problem()), ModelRequest.Together.ALONE)
                .compose(
                        reading ->
                                reading.match(
                                        usable -> Future.succeededFuture(usable.result()),
                                        again ->
                                                failed(
                                                        ErrorClass.INVALID_DATA,
                                                        "the answer breaks its schema, also when"
                                                                + " repaired: "
                                                                + again.problem()),
                                        refused -> refused()));
    }

    private static Future<JsonObject> refused() {
        return failed(ErrorClass.REFUSED, "the model refused");
    }

    private Future<Reading> ask(Prompt prompt, ModelRequest.Together together) {
        if (current.aborted()) {
            return failed(ErrorClass.CONNECTION, "given up by whoever asked");
        }
        Duration left = share.minus(leftBefore.minus(time.left()));
        if (left.toMillis() <= 0) {
            return failed(ErrorClass.TIMEOUT, "there was no time left to ask the model");
        }
        ModelRequest request =
                new ModelRequest(
                        model,
                        prompt,
                        tool.name(),
                        tool.schema(),
                        call.tag().within(left),
                        place(),
                        together);
        long asked = time.reading();
        ModelEndpoint.Generation generation = tool.gateway().generate(request, progress());
        current.set(generation::abort);
        Future<ModelAnswer> answer = generation.answer();
        if (model.inBatches()) {
            answer.onComplete(over -> time.leaveOut(asked));
        }
        return answer.compose(this::read, this::billed);
    }

    private ModelRequest.Place place() {
        int before = tool.models().indexOf(model);
        return new ModelRequest.Place(before, tool.models().size() - before - 1);
    }

    /** A model may have worked before it failed, which is paid all the same. */
    private Future<Reading> billed(Throwable failure) {
        if (failure instanceof CallFailure known) {
            known.usage().forEach(one -> used.add(withPromptVersion(one)));
        }
        return Future.failedFuture(failure);
    }

    /** On the threads for such work: the answer may be long, and the letter is searched. */
    private Future<Reading> read(ModelAnswer answer) {
        answer.earlier().forEach(one -> used.add(withPromptVersion(one)));
        used.add(withPromptVersion(answer.usage()));
        Promise<Reading> reading = Promise.promise();
        try {
            tool.workers()
                    .execute(
                            () -> {
                                try {
                                    reading.complete(
                                            tool.reader().read(answer, letterOf(call.arguments())));
                                } catch (RuntimeException bug) {
                                    reading.fail(bug);
                                }
                            });
        } catch (RejectedExecutionException full) {
            return failed(ErrorClass.EVENT_LOOP, "too many answers wait to be read");
        }
        return reading.future();
    }

    private ModelUsage withPromptVersion(ModelUsage usage) {
        return usage.withPromptVersion(tool.promptVersion());
    }

    private CallProgress progress() {
        return new CallProgress() {
            @Override
            public void queued() {
                call.progress().queued();
            }

            @Override
            public void dispatched() {
                time.begin();
                call.progress().dispatched();
            }
        };
    }

    /** A server that is sent more than its context would cut the letter without a word. */
    private boolean fits(Prompt prompt) {
        long characters =
                (long) prompt.system().length()
                        + prompt.instruction().length()
                        + prompt.document().length()
                        + prompt.context().length();
        long room = (long) model.contextTokens() - model.maxOutputTokens();
        return characters / SHORTEST_TOKEN <= room;
    }

    private static String letterOf(JsonObject arguments) {
        return arguments.getValue("text") instanceof String text ? text : "";
    }

    private static <T> Future<T> failed(ErrorClass errorClass, String why) {
        return Future.failedFuture(new CallFailure(errorClass, why));
    }
}
