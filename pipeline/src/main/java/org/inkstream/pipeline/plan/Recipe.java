package org.inkstream.pipeline.plan;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.inkstream.catalogue.Tool;
import org.inkstream.identity.CanonicalJson;
import org.inkstream.pipeline.document.OcrCompleted;
import org.inkstream.pipeline.document.StepResult;

/** How the arguments of one tool are put together. */
record Recipe(Tool tool, List<Argument> arguments) {

    static Recipe of(Tool tool) {
        return new Recipe(
                tool, tool.inputs().stream().map(input -> Argument.of(tool, input)).toList());
    }

    Preparation prepare(OcrCompleted event, Map<String, StepResult> finished) {
        JsonObject sent = new JsonObject();
        JsonObject hashed = new JsonObject();
        for (Argument argument : arguments) {
            Optional<Object> value =
                    argument.source().value(event, finished).filter(argument::allows);
            if (value.isEmpty() && argument.input().required()) {
                return new Preparation.NotPossible(missing(argument, finished));
            }
            value.ifPresent(
                    given -> {
                        argument.path().put(sent, given);
                        argument.path().put(hashed, argument.isText() ? event.textHash() : given);
                    });
        }
        return new Preparation.Callable(sent, CanonicalJson.sha256(hashed));
    }

    private static String missing(Argument argument, Map<String, StepResult> finished) {
        Tool.Input input = argument.input();
        if (!input.fromTool()) {
            return "the event brings no %s, which '%s' needs"
                    .formatted(input.from(), input.argument());
        }
        StepResult source = finished.get(input.sourceTool());
        String why = source == null || !source.answered() ? "did not answer" : "found nothing";
        return "%s %s, which '%s' needs".formatted(input.sourceTool(), why, input.argument());
    }
}
