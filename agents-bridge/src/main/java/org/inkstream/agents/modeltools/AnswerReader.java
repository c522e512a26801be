package org.inkstream.agents.modeltools;

import io.vertx.core.json.JsonObject;
import java.util.Optional;
import org.inkstream.agents.inference.ModelAnswer;
import org.inkstream.agents.prompts.RoleTokens;
import org.inkstream.agents.schema.OneObject;
import org.inkstream.agents.schema.ToolSchemas;

/** Reads what models answer for one tool. Immutable; takes CPU time, so not for event loops. */
final class AnswerReader {
    private final String tool;
    private final AnswerShape shape;
    private final ToolSchemas schemas;

    AnswerReader(String tool, AnswerShape shape, ToolSchemas schemas) {
        this.tool = tool;
        this.shape = shape;
        this.schemas = schemas;
    }

    /**
     * @param text of the letter, empty if there is none
     */
    Reading read(ModelAnswer answer, String text) {
        return switch (answer.stop()) {
            case REFUSED -> new Reading.Refused();
            case LENGTH ->
                    new Reading.Unusable("it was cut off because it was too long; be more concise");
            case COMPLETE ->
                    OneObject.in(RoleTokens.mended(answer.text()))
                            .map(object -> check(object, text))
                            .orElseGet(() -> new Reading.Unusable("it was not one JSON object"));
        };
    }

    private Reading check(JsonObject answer, String text) {
        Optional<String> wrong = shape.problem(answer);
        if (wrong.isPresent()) {
            return new Reading.Unusable(wrong.get());
        }
        JsonObject result = shape.result(answer, new Grounding(text));
        return schemas.resultProblem(tool, result)
                .<Reading>map(Reading.Unusable::new)
                .orElseGet(() -> new Reading.Usable(result));
    }
}
